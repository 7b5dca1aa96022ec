import { existsSync, realpathSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const browsers = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'];
const driverName = 'vk_swiftshader_icd.json';
const loaderName = 'libvulkan.so.1';
/** Flag of glibc's dlopen, which Node has no name for: the library stays loaded when it is closed. */
const keepLoaded = 0x1000;

/**
 * Lets this process and its children use SwiftShader, the software Vulkan that comes with Chrome and Chromium. A
 * driver that the environment already names is kept. Call it before Dawn is loaded.
 *
 * @returns the reason when it cannot; undefined on success
 */
export function useSoftwareVulkan(): string | undefined {
  if (process.env['VK_DRIVER_FILES']) return undefined;
  if (process.platform !== 'linux') return 'SwiftShader is looked for on Linux only';
  const folder = browserFolders().find((each) => existsSync(path.join(each, driverName)));
  if (folder === undefined) return `no Chrome or Chromium with its ${driverName} was found`;
  const loader = path.join(folder, loaderName);
  if (existsSync(loader)) loadLibrary(loader);
  const driver = path.join(folder, driverName);
  // The second name is for older Vulkan loaders. The library path reaches only processes that start later.
  Object.assign(process.env, { VK_DRIVER_FILES: driver, VK_ICD_FILENAMES: driver, LD_LIBRARY_PATH: folder });
  return undefined;
}

/**
 * Returns the real folder of the program on the path, and `/usr/lib/chromium` for Debian, where that program is a
 * script.
 */
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
    // The library is not a Node addon; Node notices that only after it is loaded.
  }
}
