import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { datasetConfigSchema } from '@sweepdeck/core/datasets';
import { emptyDataset } from '../../../test/fixtures/empty-dataset.ts';
import { trialConfigSchema } from '@sweepdeck/core/training';
import { decodeWire, encodeWire } from './wire.ts';
import type { ProcessMessage } from './process-command.ts';
import type { Task } from './task.ts';

const text = fc.string({ unit: 'binary' });
/** Every number: NaN, the infinities and the negative zero too. */
const number = fc.double();
const count = fc.nat();
/** Options of a user's own: any JSON, also with keys that look like the codec's. */
const { plain } = fc.letrec((tie) => ({
  key: fc.oneof(text, fc.constantFrom('$number', '$bytes', '$$number', '$', '__proto__', 'toJSON')),
  plain: fc.oneof(
    { maxDepth: 3 },
    text,
    number,
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('plain'), { maxLength: 3 }),
    fc.array(fc.tuple(tie('key'), tie('plain')), { maxLength: 3 }).map((entries) => Object.fromEntries(entries)),
  ),
}));

const parsed = fc.constantFrom(
  ...[{}, { model: 'logistic', loss: 'hinge', fold: { index: 0, count: 3 } }].map((config) =>
    trialConfigSchema.parse(config),
  ),
);
const config = fc.record({ base: parsed, options: plain, sha256: text }).map(({ base, ...module }) => ({
  ...base,
  loss: { name: 'module', module: '/sweeps/mine.ts', ...module },
}));
const dataset = fc.record({ config: fc.constant(datasetConfigSchema.parse('mnist')), fingerprint: text });
const subject = { config, dataset, engine: text };
const tasks: { readonly [Kind in Task['kind']]: fc.Arbitrary<Extract<Task, { kind: Kind }>> } = {
  train: fc.record({ ...subject, kind: fc.constant('train'), attemptId: count, keepWeights: fc.boolean() }),
  measure: fc.record({ ...subject, kind: fc.constant('measure') }),
  check: fc.record({ ...subject, kind: fc.constant('check') }),
  'range-test': fc.record({
    ...subject,
    kind: fc.constant('range-test'),
    options: fc.record({ minimumRate: number, maximumRate: number, steps: count }),
  }),
};

const memory = fc.record({
  parameters: number,
  gradients: number,
  optimizer: number,
  work: number,
  activations: number,
  largestTensor: number,
  least: number,
  likely: number,
});
const spent = { isWorkerSpent: fc.boolean() };
const done = <Result>(result: fc.Arbitrary<Result>) =>
  fc.record({ type: fc.constant('done' as const), result, ...spent }, { requiredKeys: ['type', 'result'] });
const event = <Event>(said: fc.Arbitrary<Event>) => fc.record({ type: fc.constant('event' as const), event: said });
const metrics = fc.record({
  loss: number,
  accuracy: number,
  nll: number,
  brier: number,
  ece: number,
  top_3_accuracy: number,
  top_5_accuracy: number,
  balanced_accuracy: number,
  macro_f1: number,
});
const messages: Readonly<Record<string, fc.Arbitrary<ProcessMessage>>> = {
  alive: fc.record({ type: fc.constant('alive'), need: memory }, { requiredKeys: ['type'] }),
  started: event(
    fc.record({
      type: fc.constant('started'),
      parameterCount: count,
      multiplyAdds: count,
      stepsPerEpoch: count,
      epochs: count,
    }),
  ),
  progress: event(fc.record({ type: fc.constant('progress'), epoch: count, step: count, loss: number })),
  epoch: event(
    fc.record({
      type: fc.constant('epoch'),
      epoch: count,
      step: count,
      metrics: fc.record({ 'train.loss': number, seconds: number }, { requiredKeys: [] }),
    }),
  ),
  weights: event(
    fc.record({
      type: fc.constant('weights'),
      epoch: count,
      bytes: fc.uint8Array().map((bytes) => Uint8Array.from(bytes)),
    }),
  ),
  finished: event(
    fc.record({
      type: fc.constant('finished'),
      bestEpoch: count,
      objective: number,
      test: metrics,
      confusion: fc.array(fc.array(count)),
      reliability: fc.array(fc.record({ count, meanConfidence: number, accuracy: number })),
      mistakes: fc.array(fc.record({ index: count, label: count, predicted: count, confidence: number })),
    }),
  ),
  diverged: event(
    fc.record({
      type: fc.constant('diverged'),
      epoch: count,
      step: count,
      quantity: fc.constantFrom('loss', 'gradient_norm'),
      value: fc.constantFrom('nan', 'infinity', '-infinity'),
    }),
  ),
  stopped: event(fc.record({ type: fc.constant('stopped'), epoch: count, step: count })),
  point: fc.record({
    type: fc.constant('point'),
    point: fc.record({ step: count, learningRate: number, loss: number, smoothedLoss: number }),
  }),
  trained: done(fc.constant(null)),
  measured: done(fc.record({ secondsPerStep: number, secondsPerEvaluatedImage: number })),
  checked: done(memory),
  'range-tested': done(fc.constantFrom('blew-up', 'reached-the-end')),
  failed: fc.record(
    {
      type: fc.constant('failed'),
      error: fc.record({ code: text, message: text, hint: text, stack: text }, { requiredKeys: ['code', 'message'] }),
      layer: fc.record({ path: fc.array(fc.oneof(text, count)), layer: text, problem: text, hint: text }),
      isMaybeOfAnother: fc.boolean(),
      ...spent,
    },
    { requiredKeys: ['type', 'error'] },
  ),
  crashed: fc.record({ type: fc.constant('crashed'), reason: text }),
};

describe('what was encoded is decoded the same', () => {
  test.each(Object.entries<fc.Arbitrary<unknown>>({ ...tasks, ...messages }))('%s', (_, arbitrary) => {
    fc.assert(
      fc.property(arbitrary, (value) => {
        expect(decodeWire(encodeWire(value))).toEqual(value);
      }),
    );
  });
});

test('a task is text alone, and bytes of a message go beside its text', () => {
  fc.assert(
    fc.property(fc.oneof(...Object.values(tasks)), (task) => {
      expect(encodeWire(task).bytes).toEqual([]);
    }),
  );
  const bytes = Uint8Array.of(1, 2, 3);
  expect(encodeWire({ type: 'weights', bytes })).toEqual({
    text: '{"type":"weights","bytes":{"$bytes":0}}',
    bytes: [bytes],
  });
});

test('what is left out and what is undefined are the same', () => {
  expect(decodeWire(encodeWire({ code: 'a', hint: undefined }))).toStrictEqual({ code: 'a' });
});

test.each([
  ['shared memory', emptyDataset],
  ['a function', { a: () => 1 }],
  ['an instance of a class', [new Map()]],
  ['undefined in a list', [undefined]],
])('%s is no plain data', (_, value) => {
  expect(() => encodeWire(value)).toThrow(/expected plain data/);
});

test('a text whose bytes did not come is refused', () => {
  expect(() => decodeWire({ text: '{"$bytes":1}', bytes: [Uint8Array.of(1)] })).toThrow(/refers to one more/);
});
