import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { watchLauncher, type FindProcess } from './watch-launcher.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

type Processes = Map<number, { readonly name: string; readonly parent: number }>;

/** npx (10) started a shell (20), which started this process. */
const throughShell = (): Processes =>
  new Map([
    [10, { name: 'npm exec runner', parent: 1 }],
    [20, { name: 'sh', parent: 10 }],
  ]);

function watch(processes: Processes): { readonly gone: () => number; parent: number } {
  const state = { parent: 20, gone: () => calls };
  let calls = 0;
  const findProcess: FindProcess = (id) => processes.get(id);
  watchLauncher({ parent: () => state.parent, findProcess, intervalMs: 10 }, () => calls++);
  return state;
}

test('while npm and its shell live, nothing happens', () => {
  const state = watch(throughShell());
  vi.advanceTimersByTime(100);
  expect(state.gone()).toBe(0);
});

test('a shell that ended is told once', () => {
  const state = watch(throughShell());
  state.parent = 1;
  vi.advanceTimersByTime(100);
  expect(state.gone()).toBe(1);
});

test('an npm that ended is told, though its shell waits on', () => {
  const processes = throughShell();
  const state = watch(processes);
  processes.set(20, { name: 'sh', parent: 1 });
  vi.advanceTimersByTime(100);
  expect(state.gone()).toBe(1);
});

test('where nothing is known of other processes, the parent alone is watched', () => {
  const state = watch(new Map());
  vi.advanceTimersByTime(100);
  expect(state.gone()).toBe(0);
  state.parent = 1;
  vi.advanceTimersByTime(100);
  expect(state.gone()).toBe(1);
});
