import { expect, test } from 'vitest';
import type { ChosenEngine } from './chosen-engine.ts';
import { describeEngineChoice } from './describe-engine-choice.ts';

type Finding = ChosenEngine['findings'][number];
const timed = (name: string, millisecondsPerStep: number, workers = 2): Finding => ({
  name,
  verdict: 'works',
  timing: { millisecondsPerStep, workers },
  reason: null,
});
const alone: Finding = { name: 'wasm', verdict: 'works', timing: null, reason: null };
const off: Finding = { name: 'webgpu', verdict: 'off', timing: null, reason: 'no adapter' };
const failed: Finding = { name: 'webgpu', verdict: 'failed', timing: null, reason: 'out of memory' };

test.each<[string, engine: string, changes: Partial<ChosenEngine> | null, text: string | null]>([
  ['unknown in an old store', 'wasm', null, null],
  ['named', 'wasm', { isAutomatic: false }, null],
  ['no rival', 'wasm', { findings: [alone] }, 'wasm'],
  ['a rival that is off', 'wasm', { findings: [alone, off] }, 'wasm; off: webgpu'],
  [
    'the taken one comes first',
    'tensorflow',
    { findings: [timed('wasm', 123.4), timed('tensorflow', 9.81)], models: { timed: 1, total: 1 } },
    'tensorflow 9.8 ms a step, wasm 123 ms',
  ],
  [
    'a failure, some models',
    'wasm',
    { findings: [timed('wasm', 0.123), failed], models: { timed: 3, total: 12 } },
    'wasm 0.12 ms a step (mean of the first 3 of 12 models); webgpu failed: out of memory',
  ],
  [
    'workers that decided it',
    'wasm',
    { findings: [timed('wasm', 10, 8), timed('webgpu', 4, 1)], models: { timed: 1, total: 1 } },
    'wasm 10.0 ms a step with 8 workers, webgpu 4.0 ms with 1 worker',
  ],
])('%s', (_, engine, changes, text) => {
  const chosenEngine =
    changes === null
      ? null
      : { device: 'd', numericsVersion: 'n', isAutomatic: true, findings: [], models: null, ...changes };
  expect(describeEngineChoice({ engine, chosenEngine })).toBe(text);
});
