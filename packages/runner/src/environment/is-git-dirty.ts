import { execFile } from 'node:child_process';

export interface GitOptions {
  /** The program to run; `git` when omitted. */
  readonly program?: string;
  /** How long it may take; 1000 when omitted. */
  readonly timeoutMs?: number;
}

/**
 * Tells whether files of the repository around `directory` differ from its commit. Files that git does not track do
 * not count, because the store itself often is one. Null outside a repository, without git, and when it takes too
 * long.
 */
export async function isGitDirty(
  directory: string,
  { program = 'git', timeoutMs = 1000 }: GitOptions = {},
): Promise<boolean | null> {
  // A repository may name a program to watch its files; git must not start it here.
  const words = ['-c', 'core.fsmonitor=false', 'status', '--porcelain', '--untracked-files=no'];
  const env = { ...process.env, GIT_OPTIONAL_LOCKS: '0' };
  return new Promise((settle) => {
    const options = { cwd: directory, env, timeout: timeoutMs, windowsHide: true };
    execFile(program, words, options, (error, stdout) => {
      // More text than the buffer takes means many changes.
      const isTooLong = error?.code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER';
      settle(error === null || isTooLong ? stdout !== '' : null);
    });
  });
}
