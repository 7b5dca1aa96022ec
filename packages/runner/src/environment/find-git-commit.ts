import { dirname, join } from 'node:path';
import { readRegularFileSync } from '@sweepdeck/core/files';

/** Reads the commit that is checked out in the repository around `directory`; null outside a repository. */
export function findGitCommit(directory: string): string | null {
  for (let current = directory; ; current = dirname(current)) {
    const head = readText(join(current, '.git', 'HEAD'));
    if (head !== undefined) return resolveHead(join(current, '.git'), head);
    if (dirname(current) === current) return null;
  }
}

function resolveHead(gitDirectory: string, head: string): string | null {
  if (!head.startsWith('ref: ')) return asCommit(head);
  const reference = head.slice('ref: '.length);
  const loose = readText(join(gitDirectory, reference));
  if (loose !== undefined) return asCommit(loose);
  const packed = readText(join(gitDirectory, 'packed-refs')) ?? '';
  const line = packed.split('\n').find((entry) => entry.endsWith(` ${reference}`));
  return line === undefined ? null : asCommit(line.slice(0, line.indexOf(' ')));
}

function asCommit(text: string): string | null {
  return /^[0-9a-f]{40,64}$/.test(text) ? text : null;
}

function readText(path: string): string | undefined {
  try {
    return readRegularFileSync(path).toString().trim();
  } catch {
    return undefined;
  }
}
