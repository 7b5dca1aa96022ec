import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

/**
 * @param {string} root
 * @returns {string[]} every file of the repository that git does not ignore, committed or not; slashes, sorted
 */
export function listSources(root) {
  const output = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  const files = new Set(output.split('\0').filter((file) => file !== ''));
  return [...files].filter((file) => existsSync(path.join(root, file))).toSorted();
}
