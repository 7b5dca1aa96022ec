import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { heartbeatTimeoutMs, isHeld, isProcessAlive } from './liveness.ts';

test('this process is alive, one that has ended is not', async () => {
  expect(isProcessAlive(process.pid)).toBe(true);
  const child = spawn(process.execPath, ['-e', '']);
  await once(child, 'exit');
  expect(isProcessAlive(child.pid ?? 0)).toBe(false);
});

test.skipIf(!existsSync('/proc/self/stat'))(
  'a killed process that nobody has asked for is not alive (needs /proc)',
  async () => {
    // The shell starts a child that ends at once, then becomes a program that never asks for it: a zombie.
    const shell = spawn('/bin/sh', ['-c', 'sh -c "exit 0" & echo $!; exec sleep 30'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    try {
      const [output] = (await once(shell.stdout, 'data')) as [Buffer];
      const zombie = Number(output.toString().trim());
      await expect.poll(() => isProcessAlive(zombie), { timeout: 5000 }).toBe(false);
    } finally {
      shell.kill('SIGKILL');
      await once(shell, 'exit');
    }
  },
);

test('a hold ends with silence, with its process, and with its status', () => {
  const hold = { status: 'running', processId: 7, heartbeatAt: 1000 };
  expect(isHeld(hold, 1000 + heartbeatTimeoutMs, () => true)).toBe(true);
  expect(isHeld(hold, 1001 + heartbeatTimeoutMs, () => true)).toBe(false);
  expect(isHeld(hold, 1000, () => false)).toBe(false);
  expect(isHeld({ ...hold, status: 'paused' }, 1000, () => true)).toBe(false);
});
