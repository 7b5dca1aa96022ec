import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/**
 * Returns the folder for downloads and compiled engines: `SWEEPDECK_CACHE`, or `sweepdeck` in `XDG_CACHE_HOME` or in
 * `~/.cache`.
 */
export function cacheDirectory(env: Readonly<Record<string, string | undefined>>): string {
  const own = env['SWEEPDECK_CACHE'];
  if (own !== undefined && own !== '') return resolve(own);
  const shared = env['XDG_CACHE_HOME'];
  return join(shared !== undefined && shared !== '' ? shared : join(homedir(), '.cache'), 'sweepdeck');
}
