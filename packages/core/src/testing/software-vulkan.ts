import { existsSync, realpathSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const browsers = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'];
const driverName = 'vk_swiftshader_icd.json';
const loaderName = 'libvulkan.so.1';
/** Of dlopen in glibc, which Node has no name for: the library stays when it is closed. */
const keepLoaded = 0x1000;

/**
 * Lets this process and those that it starts use SwiftShader, the software Vulkan that Chrome and Chromium carry. A driver
 * that the environment names already is left as it is. To be called before Dawn is loaded.
 * @returns why it cannot; nothing when it did
 */
export function useSoftwareVulkan(): string | undefined {
  if (process.env['VK_DRIVER_FILES']) return undefined;
  if (process.platform !== 'linux') return 'SwiftShader is looked for on Linux only';
  const folder = browserFolders().find((each) => existsSync(path.join(each, driverName)));
  if (folder === undefined) return `no Chrome or Chromium with its ${driverName} was found`;
  const loader = path.join(folder, loaderName);
  if (existsSync(loader)) loadLibrary(loader);
  const driver = path.join(folder, driverName);
  // The second name is that of older Vulkan loaders. The library path reaches only processes that start later.
  Object.assign(process.env, { VK_DRIVER_FILES: driver, VK_ICD_FILENAMES: driver, LD_LIBRARY_PATH: folder });
  return undefined;
}

/** Where the program on the path really is, or, where that is a script as on Debian, `/usr/lib/chromium`. */
function browserFolders(): string[] {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter);
  const programs = folders.flatMap((folder) => browsers.map((name) => path.join(folder, name)));
  return [process.env['CHROME_PATH'] ?? '', ...programs]
    .filter((program) => existsSync(program))
    .flatMap((program) => [
      path.dirname(realpathSync(program)),
      path.join(path.dirname(program), '..', 'lib', path.basename(program)),
    ]);
}

function loadLibrary(file: string): void {
  try {
    process.dlopen({ exports: {} }, file, os.constants.dlopen.RTLD_NOW | keepLoaded);
  } catch {
    // It is no addon of Node, which is said only once it is loaded.
  }
}
