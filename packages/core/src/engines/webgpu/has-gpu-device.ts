import { existsSync } from 'node:fs';

/** Of the kernel's drivers: Intel and AMD, NVIDIA, Windows' own in WSL. */
const deviceFiles = ['/dev/dri', '/dev/nvidiactl', '/dev/dxg'];

/** Whether this machine may have a GPU, without asking one: Linux shows a file for each driver, others mostly have one. */
export function hasGpuDevice(): boolean {
  return process.platform !== 'linux' || deviceFiles.some((file) => existsSync(file));
}
