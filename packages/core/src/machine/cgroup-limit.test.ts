import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { cgroupMemoryLimit } from './cgroup-limit.ts';

let root: string;
beforeEach(() => (root = mkdtempSync(path.join(tmpdir(), 'sweepdeck-cgroup-'))));
afterEach(() => rmSync(root, { recursive: true }));

function write(file: string, content: string): void {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  writeFileSync(path.join(root, file), `${content}\n`);
}

test('without control groups there is no limit', () => {
  expect(cgroupMemoryLimit(root)).toBe(Infinity);
});

test('a container of version 2 sees its own group at the top', () => {
  write('proc/self/cgroup', '0::/');
  write('sys/fs/cgroup/memory.max', '2147483648');
  write('sys/fs/cgroup/memory.high', 'max');
  expect(cgroupMemoryLimit(root)).toBe(2 ** 31);
});

test('the tightest of the groups around counts', () => {
  write('proc/self/cgroup', '0::/user.slice/job/step');
  write('sys/fs/cgroup/user.slice/job/step/memory.max', 'max');
  write('sys/fs/cgroup/user.slice/job/memory.max', '1000000');
  write('sys/fs/cgroup/user.slice/memory.max', '2000000');
  expect(cgroupMemoryLimit(root)).toBe(1_000_000);
  write('sys/fs/cgroup/user.slice/job/memory.high', '900000');
  expect(cgroupMemoryLimit(root)).toBe(900_000);
});

test('a container of version 1 has the name of its group outside, and sees its limit at the top', () => {
  write('proc/self/cgroup', '5:devices:/docker/1\n4:memory:/docker/1\n0::/');
  write('sys/fs/cgroup/memory/memory.limit_in_bytes', '536870912');
  expect(cgroupMemoryLimit(root)).toBe(2 ** 29);
});

test('version 1 writes no limit as a huge number', () => {
  write('proc/self/cgroup', '4:memory,hugetlb:/a');
  write('sys/fs/cgroup/memory/a/memory.limit_in_bytes', '9223372036854771712');
  expect(cgroupMemoryLimit(root)).toBeGreaterThan(2 ** 60);
});
