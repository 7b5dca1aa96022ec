import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome', 'microsoft-edge'];
const places = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/**
 * Finds an installed Chrome or Chromium: CHROME_PATH, or the usual names on the PATH.
 *
 * @throws Error when there is none, because the browser tests must not be skipped silently
 */
export function findBrowser(): string {
  const given = process.env['CHROME_PATH'];
  if (given !== undefined && given !== '') {
    if (isRunnable(given)) return given;
    throw new Error(`CHROME_PATH names ${given}, which cannot be run`);
  }
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const found = [...folders.flatMap((folder) => names.map((name) => join(folder, name))), ...places].find(isRunnable);
  if (found !== undefined) return found;
  throw new Error(
    'no Chrome or Chromium found: install one, or set CHROME_PATH to its program ("npm test" does it for you)',
  );
}

function isRunnable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
