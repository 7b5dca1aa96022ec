import { readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * Files in which the versions of control groups keep their limits. Above `memory.high` the kernel all but stops a
 * process.
 */
const versions = [
  { controller: '', folder: 'sys/fs/cgroup', files: ['memory.max', 'memory.high'] },
  { controller: 'memory', folder: 'sys/fs/cgroup/memory', files: ['memory.limit_in_bytes'] },
] as const;

/**
 * Returns the tightest memory limit of the control groups around this process, in bytes; Infinity if there is none,
 * and on systems other than Linux. Includes the parent groups, which `process.constrainedMemory()` ignores.
 *
 * @param root root of the file system
 */
export function cgroupMemoryLimit(root = '/'): number {
  const limits: number[] = [];
  for (const line of (read(path.join(root, 'proc/self/cgroup')) ?? '').split('\n')) {
    const [, controllers = '', ...rest] = line.split(':');
    const version = versions.find(({ controller }) => controllers.split(',').includes(controller));
    if (version === undefined || rest.length === 0) continue;
    // In a container, the name may be the one seen from outside, of which only the top is visible here.
    for (let group = path.posix.join('/', rest.join(':')); ; group = path.posix.dirname(group)) {
      for (const file of version.files) {
        const limit = Number.parseInt(read(path.join(root, version.folder, group, file)) ?? '', 10);
        if (limit > 0) limits.push(limit);
      }
      if (group === '/') break;
    }
  }
  return Math.min(...limits);
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
