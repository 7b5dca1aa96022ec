import { dirname, join, resolve } from 'node:path';
import { readRegularFileSync } from '@sweepdeck/core/files';

/** Reads the commit that is checked out in the repository around `directory`; null outside a repository. */
export function findGitCommit(directory: string): string | null {
  for (let current = directory; ; current = dirname(current)) {
    const gitDirectory = gitDirectoryOf(current);
    const head = readText(join(gitDirectory, 'HEAD'));
    if (head !== undefined) return resolveHead(gitDirectory, head);
    if (dirname(current) === current) return null;
  }
}

/** Follows the file that a further worktree or a submodule has in place of the folder `.git`. */
function gitDirectoryOf(directory: string): string {
  const own = join(directory, '.git');
  const target = /^gitdir: (.+)$/.exec(readText(own) ?? '')?.[1];
  return target === undefined ? own : resolve(directory, target);
}

function resolveHead(gitDirectory: string, head: string): string | null {
  if (!head.startsWith('ref: ')) return asCommit(head);
  const reference = head.slice('ref: '.length);
  const common = readText(join(gitDirectory, 'commondir'));
  // A further worktree has a head of its own and shares branches.
  const folders = common === undefined ? [gitDirectory] : [gitDirectory, resolve(gitDirectory, common)];
  for (const folder of folders) {
    const loose = readText(join(folder, reference));
    if (loose !== undefined) return asCommit(loose);
    const packed = readText(join(folder, 'packed-refs')) ?? '';
    const line = packed.split('\n').find((entry) => entry.endsWith(` ${reference}`));
    if (line !== undefined) return asCommit(line.slice(0, line.indexOf(' ')));
  }
  return null;
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
