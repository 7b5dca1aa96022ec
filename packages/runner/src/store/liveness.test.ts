import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { isProcessAlive } from './is-process-alive.ts';
import { heartbeatTimeoutMs, isHeld } from './liveness.ts';
import { readProcessHome } from './process-home.ts';
import type { Surroundings } from './surroundings.ts';

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
  const home = { boot: 'boot', pidNamespace: 'namespace' };
  const hold = { status: 'running', processId: 7, home, heartbeatAt: 1000, heartbeatUptimeMs: 1000 };
  const seen = (changes: Partial<Surroundings> = {}): Surroundings => ({
    clock: () => 1000,
    uptime: () => 1000,
    home,
    isProcessAlive: () => true,
    ...changes,
  });
  expect(isHeld(hold, seen({ uptime: () => 1000 + heartbeatTimeoutMs }))).toBe(true);
  expect(isHeld(hold, seen({ uptime: () => 1001 + heartbeatTimeoutMs }))).toBe(false);
  expect(isHeld(hold, seen({ isProcessAlive: () => false }))).toBe(false);
  expect(isHeld({ ...hold, status: 'paused' }, seen())).toBe(false);
  // From before homes were kept: the time of day alone.
  const old = { ...hold, home: null, heartbeatUptimeMs: null };
  expect(isHeld(old, seen({ uptime: () => 0, isProcessAlive: () => false }))).toBe(true);
  expect(isHeld(old, seen({ clock: () => 1001 + heartbeatTimeoutMs }))).toBe(false);
});

test.skipIf(process.platform !== 'linux')('the home of a process is its boot and its namespace (needs /proc)', () => {
  expect(readProcessHome()).toEqual({
    boot: expect.stringMatching(/^[\da-f-]{36}$/),
    pidNamespace: expect.stringMatching(/^pid:\[\d+\]$/),
  });
});
