import { homedir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { cacheDirectory } from './cache-directory.ts';

test.each([
  [{ SWEEPDECK_CACHE: '/data/own', XDG_CACHE_HOME: '/data/shared' }, '/data/own'],
  [{ SWEEPDECK_CACHE: '', XDG_CACHE_HOME: '/data/shared' }, join('/data/shared', 'sweepdeck')],
  [{ XDG_CACHE_HOME: '' }, join(homedir(), '.cache', 'sweepdeck')],
  [{}, join(homedir(), '.cache', 'sweepdeck')],
])('%o', (env, directory) => {
  expect(cacheDirectory(env)).toBe(directory);
});
