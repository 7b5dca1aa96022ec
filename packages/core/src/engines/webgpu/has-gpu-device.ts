import { existsSync } from 'node:fs';

/** Device files of the kernel's drivers: Intel and AMD, NVIDIA, Windows' own in WSL. */
const deviceFiles = ['/dev/dri', '/dev/nvidiactl', '/dev/dxg'];

/**
 * Tells whether this machine may have a GPU, without opening one: Linux has a file per driver, and most other systems
 * have a GPU.
 */
export function hasGpuDevice(): boolean {
  return process.platform !== 'linux' || deviceFiles.some((file) => existsSync(file));
}
