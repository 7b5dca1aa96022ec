import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { createRequire } from 'node:module';
import { runCommand } from '../process/run-command.mjs';
import { runStep, StepError } from '../process/step.mjs';
import { root } from '../setup/root.mjs';
import { findBrowser } from './find-browser.mjs';

/** @returns {Promise<string | undefined>} Debian's Chromium; nothing where it cannot be installed */
async function installFromDebian() {
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) return undefined;
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  return runStep('Installing Chromium from Debian for the browser tests', async () => {
    const update = await runCommand('apt-get', ['update'], { env });
    if (update.code !== 0) return undefined;
    await runCommand('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], { env });
    return findBrowser();
  });
}

/** @returns {Promise<string | undefined>} the path of the Chromium that the installed Playwright wants, if it is there */
async function findPlaywrightBrowser() {
  const require = createRequire(path.join(root, 'package.json'));
  const { default: playwright } = await import(pathToFileURL(require.resolve('playwright-core')).href);
  const file = playwright.chromium.executablePath();
  return file && existsSync(file) ? file : undefined;
}

/** @returns {Promise<string | undefined>} Playwright's own download; nothing where it cannot be had */
async function downloadFromPlaywright() {
  return runStep('Downloading Chromium for the browser tests', async () => {
    const program = path.join(root, 'node_modules', '.bin', 'playwright-core');
    const { code } = await runCommand(program, ['install', 'chromium'], { cwd: root });
    return code === 0 ? findPlaywrightBrowser() : undefined;
  });
}

/**
 * Finds a browser for the tests, or installs one.
 * @returns {Promise<string>} its path
 * @throws {StepError} which says what to do by hand
 */
export async function getBrowser() {
  const browser =
    findBrowser() ??
    (process.env.CHROME_PATH
      ? undefined
      : ((await findPlaywrightBrowser()) ?? (await installFromDebian()) ?? (await downloadFromPlaywright())));
  if (browser !== undefined) return browser;
  throw new StepError(
    process.env.CHROME_PATH
      ? `CHROME_PATH is ${process.env.CHROME_PATH}, where there is no file.`
      : 'The browser tests need Chrome or Chromium; none is installed and none could be downloaded.',
    {
      hint: [
        'Install one (Debian, Ubuntu: apt-get install -y chromium; macOS: brew install --cask google-chrome),',
        'or say where it is: CHROME_PATH=/path/to/chrome npm test',
      ].join('\n'),
    },
  );
}
