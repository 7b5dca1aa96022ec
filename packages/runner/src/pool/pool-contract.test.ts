import { afterEach, describe, expect, test, vi } from 'vitest';
import { trialConfigSchema } from '@sweepdeck/core/training';
import { bundledEntry } from '../../test/fixtures/bundled-entry.ts';
import { emptyDataset } from '../../test/fixtures/empty-dataset.ts';
import { createOutputLog } from '../output/output-log.ts';
import type { PrintedOutput } from '../records/printed-output.ts';
import { createProcessPool } from './create-process-pool.ts';
import { createThreadPool } from './create-thread-pool.ts';
import type { TrialPool, TrialRequest, TrialRun } from './trial-pool.ts';

/** The scripted worker does what the seed says. */
const task = (seed: number): TrialRequest => ({
  attemptId: seed,
  config: trialConfigSchema.parse({ seed }),
  engine: 'cpu',
  dataset: emptyDataset,
});
const ignore = (): void => undefined;

let pool: TrialPool | undefined;
afterEach(async () => {
  await pool?.close();
  vi.restoreAllMocks();
});

/** Tests of the behaviour that all pools share. */
describe.each([
  ['threads', createThreadPool, 'scripted-worker'],
  ['processes', createProcessPool, 'scripted-process'],
] as const)('a pool of %s', (_, createPool, worker) => {
  const scripted = bundledEntry(`test/fixtures/${worker}`);

  test('all messages of a trial arrive in order and before its outcome', async () => {
    pool = createPool(1, scripted);
    const steps: number[] = [];
    const outcome = await pool.run(task(0), ({ event }) => {
      if (event.type === 'progress') steps.push(event.step);
    }).outcome;
    expect(outcome).toEqual({ type: 'done' });
    expect(steps).toEqual(Array.from({ length: 500 }, (__, i) => i + 1));
  });

  test('an error keeps its code and hint', async () => {
    pool = createPool(1, scripted);
    expect(await pool.run(task(6), ignore).outcome).toEqual({
      type: 'failed',
      error: { code: 'model-shape', message: 'does not fit', hint: 'resize' },
    });
  });

  test.each([
    ['exits', 1, 'exited with code: 3'],
    ['throws outside of its promise', 2, 'thrown outside of any promise'],
  ])('a worker that %s fails its own trial and no other, and is replaced', async (__, seed, message) => {
    pool = createPool(2, scripted);
    const events: string[] = [];
    const [dead, alive] = await Promise.all([
      pool.run(task(seed), ({ event }) => events.push(event.type)).outcome,
      pool.run(task(0), ignore).outcome,
    ]);
    expect(dead).toMatchObject({
      type: 'failed',
      error: { code: 'worker-died', message: expect.stringContaining(message) },
    });
    expect(events).toEqual(['progress']);
    expect(alive).toEqual({ type: 'done' });
    expect(await Promise.all([pool.run(task(0), ignore).outcome, pool.run(task(0), ignore).outcome])).toEqual([
      { type: 'done' },
      { type: 'done' },
    ]);
  });

  test('more trials than workers wait for their turn', async () => {
    const busy = createPool(2, scripted);
    pool = busy;
    const outcomes = await Promise.all([0, 6, 0, 0, 6].map((seed) => busy.run(task(seed), ignore).outcome));
    expect(outcomes.map(({ type }) => type)).toEqual(['done', 'failed', 'done', 'done', 'failed']);
  });

  test('stopAll lets trials that listen say that they stopped, also one that still waits', async () => {
    const busy = createPool(1, scripted);
    pool = busy;
    const events: string[] = [];
    let isRunning: () => void = ignore;
    const started = new Promise<void>((resolve) => (isRunning = resolve));
    const runs = [4, 4].map(
      (seed) =>
        busy.run(task(seed), ({ event }) => {
          events.push(event.type);
          isRunning();
        }).outcome,
    );
    await started;
    await pool.stopAll(10_000);
    expect(await Promise.all(runs)).toEqual([{ type: 'done' }, { type: 'done' }]);
    expect(events).toEqual(['progress', 'stopped', 'progress', 'stopped']);
  });

  test('stopAll ends a trial that does not listen after the grace period', async () => {
    pool = createPool(1, scripted);
    let isRunning: () => void = ignore;
    const started = new Promise<void>((resolve) => (isRunning = resolve));
    const run = pool.run(task(5), () => isRunning()).outcome;
    await started;
    await pool.stopAll(50);
    expect(await run).toMatchObject({ type: 'failed', error: { code: 'worker-died' } });
  });

  test.each([
    ['stops at its next batch', 4, 10_000, { type: 'done' }],
    ['does not listen and is ended', 5, 50, { type: 'failed', error: { code: 'worker-died' } }],
  ])('one of two running trials is stopped and %s, and the other goes on', async (__, seed, graceMs, expected) => {
    const both = createPool(2, scripted);
    pool = both;
    const start = (trial: TrialRequest): TrialRun & { readonly started: Promise<void>; readonly events: string[] } => {
      const events: string[] = [];
      let isRunning: () => void = ignore;
      const started = new Promise<void>((resolve) => (isRunning = resolve));
      const run = both.run(trial, ({ event }) => {
        events.push(event.type);
        isRunning();
      });
      return { ...run, started, events };
    };
    const [stopped, other] = [start(task(seed)), start(task(4))];
    await Promise.all([stopped.started, other.started]);
    await stopped.stop(graceMs);
    expect(await stopped.outcome).toMatchObject(expected);
    // Its worker is free or replaced, while the other one still trains.
    expect(await both.run(task(0), ignore).outcome).toEqual({ type: 'done' });
    expect(other.events).toEqual(['progress']);
    await other.stop(10_000);
    expect(await other.outcome).toEqual({ type: 'done' });
    expect(other.events).toEqual(['progress', 'stopped']);
  });

  test('a trial that is ended while it waits never begins', async () => {
    pool = createPool(1, scripted);
    let isRunning: () => void = ignore;
    const started = new Promise<void>((resolve) => (isRunning = resolve));
    const running = pool.run(task(4), () => isRunning());
    const events: string[] = [];
    const waiting = pool.run(task(4), ({ event }) => events.push(event.type));
    await started;
    const stopping = waiting.stop(0);
    await running.stop(10_000);
    await stopping;
    expect(await waiting.outcome).toMatchObject({ type: 'failed', error: { code: 'worker-died' } });
    expect(events).toEqual([]);
  });

  test('a worker that is silent for longer than a step may take is ended, and replaced', async () => {
    pool = createPool(1, scripted);
    expect(await pool.run({ ...task(5), stepTimeoutMs: 300 }, ignore).outcome).toMatchObject({
      type: 'failed',
      error: { code: 'step-timeout', message: expect.stringContaining('within 0.3 s') },
    });
    expect(await pool.run(task(0), ignore).outcome).toEqual({ type: 'done' });
  });

  test('a trial that shows signs of life may take longer than that', async () => {
    pool = createPool(1, scripted);
    expect(await pool.run({ ...task(13), stepTimeoutMs: 2000 }, ignore).outcome).toEqual({ type: 'done' });
  });

  test('a worker that cannot start fails the trial instead of leaving it to wait', async () => {
    // Where Node complains about the missing module.
    vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    pool = createPool(1, bundledEntry('no-such-worker'));
    for (let i = 0; i < 2; i++) {
      expect(await pool.run(task(0), ignore).outcome).toMatchObject({ type: 'failed', error: { code: 'worker-died' } });
    }
  });

  const printedBy = async (trial: TrialRequest): Promise<PrintedOutput | undefined> => {
    const output = createOutputLog();
    await pool?.run(trial, ignore, output).outcome;
    return output.read();
  };

  test('everything that a trial prints belongs to that trial, to the last word', async () => {
    pool = createPool(1, scripted);
    // Output to stdout and to stderr leaves a process by two pipes, so its order is open.
    const sorted = (lines: readonly string[] = []): string => lines.toSorted().join('\n');
    const expectAll = (printed: PrintedOutput | undefined): void => {
      expect(sorted(printed?.head.split('\n'))).toBe(
        sorted(['a line, an accent \u00e9', 'a warning', 'by a file descriptor', 'half a line', 'without an end']),
      );
      expect(printed).toMatchObject({ lines: 5, omittedBytes: 0, tail: '' });
    };
    expectAll(await printedBy(task(14)));
    expect(await printedBy(task(0))).toBeUndefined();
    expectAll(await printedBy(task(14)));
  });

  test.each([
    ['is ended because it hangs', { ...task(15), stepTimeoutMs: 500 }, 'before the loop\n'],
    ['exits', task(16), 'before the end\n'],
  ])('what a worker has printed that %s is not lost', async (__, trial, head) => {
    pool = createPool(1, scripted);
    expect(await printedBy(trial)).toMatchObject({ head, lines: 1 });
  });

  test('of a trial that never stops printing, the beginning and the end are kept', async () => {
    pool = createPool(1, scripted);
    const printed = await printedBy(task(17));
    if (printed === undefined) throw new Error('nothing was printed');
    const { head, tail, ...size } = printed;
    expect(size).toMatchObject({ lines: 300_000, bytes: 3_488_895 });
    expect(head).toMatch(/^line 1\n/);
    expect(tail).toMatch(/^line \d+\n[^]*\nline 300000\n$/);
    expect(head.length + tail.length + size.omittedBytes).toBe(size.bytes);
    expect(head.length + tail.length).toBeLessThanOrEqual(64 * 1024);
  });

  test('an error of the consumer stops the trial and is thrown', async () => {
    pool = createPool(1, scripted);
    const run = pool.run(task(4), () => {
      throw new Error('disk full');
    }).outcome;
    await expect(run).rejects.toThrow('disk full');
  });
});
