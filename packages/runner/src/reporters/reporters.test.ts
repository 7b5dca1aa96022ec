import { expect, test } from 'vitest';
import { sweepEvents, sweepRecord, trialRecord } from '../../test/fixtures/sweep-events.ts';
import type { Reporter, SweepEvent } from '../events/sweep-event.ts';
import { createJsonReporter } from './json.ts';
import { createLiveReporter } from './live.ts';
import { createPlainReporter } from './plain.ts';
import { renderLive } from './render-live.ts';
import type { ReporterTerminal } from './reporter-terminal.ts';
import { createSweepProgress } from './sweep-progress.ts';

const plain = (text: string): string => text;
const style = { bold: plain, dim: plain, red: plain, green: plain, yellow: plain, cyan: plain };

interface Recorder extends ReporterTerminal {
  readonly writes: string[];
  /** Lets time pass and the timers with it. */
  tick(milliseconds: number): void;
}

function record(columns: number): Recorder {
  let now = 0;
  const writes: string[] = [];
  const callbacks = new Set<() => void>();
  return {
    writes,
    columns: () => columns,
    rows: () => 24,
    style,
    write: (text) => void writes.push(text),
    clock: () => now,
    uptime: () => now,
    every(_, callback) {
      callbacks.add(callback);
      return () => void callbacks.delete(callback);
    },
    tick(milliseconds) {
      now += milliseconds;
      for (const callback of callbacks) callback();
    },
  };
}

test('weights that are not kept are told in a line, and to programs without the weights', () => {
  const error = { code: 'checkpoint-unwritable', message: 'Trained weights cannot be kept.', hint: 'Free some space.' };
  const event = { type: 'weights-not-kept', trial: trialRecord(0), attemptId: 11, error } as const;
  const [json, text] = [record(100), record(100)];
  createJsonReporter(json).handle(event);
  expect(JSON.parse(json.writes.join(''))).toMatchObject({ type: 'weights-not-kept', trial: { id: 1 }, error });
  const reporter = createPlainReporter(text);
  for (const each of [...sweepEvents.slice(0, 2), event]) reporter.handle(each);
  reporter.close();
  expect(text.writes.join('')).toContain('! Trained weights cannot be kept.\n');
  expect(text.writes.join('')).toContain('Free some space.');
});

test('a trial that continues another one says so, and so does one that cannot', () => {
  const [trial, other] = [trialRecord(0), trialRecord(1)];
  const started = { type: 'trial-started', trial, attemptId: 11, worker: 0 } as const;
  const events: readonly SweepEvent[] = [
    ...sweepEvents.slice(0, 1),
    { ...started, from: { epoch: 10, step: 50, trialId: 3 } },
    { ...started, trial: trialRecord(2), attemptId: 12, from: { epoch: 1, step: 5, trialId: null } },
    { type: 'donor-refused', trial: other, donorId: 4, reason: 'the schedule cosine used another rate' },
  ];
  const [json, text] = [record(100), record(100)];
  const reporter = createPlainReporter(text);
  for (const event of events) reporter.handle(event);
  reporter.close();
  const lines = text.writes.join('').trimEnd().split('\n').slice(1);
  expect(lines.filter((line) => line.startsWith('·'))).toEqual([
    '· 0.1  continues trial t3 from epoch 10',
    '· 0.2  trains from the start, not from t4: the schedule cosine used another rate',
  ]);
  for (const event of events.slice(-1)) createJsonReporter(json).handle(event);
  expect(JSON.parse(json.writes.join(''))).toMatchObject({ type: 'donor-refused', trial: { id: 2 }, donorId: 4 });
});

test('that trials print is told once, at their failures and at the end, never what they print', () => {
  const trial = trialRecord(0);
  const loss = { module: '/sweeps/my-loss.ts', options: {} };
  const owned = { ...trial, config: { ...trial.config, loss } } as unknown as typeof trial;
  const printed = [owned, trialRecord(2)].map((each, index) => ({
    type: 'trial-printed' as const,
    trial: each,
    attemptId: 11 + 2 * index,
  }));
  const [json, text, live] = [record(100), record(100), record(100)];
  const reporters = [createJsonReporter(json), createPlainReporter(text), createLiveReporter(live)];
  for (const reporter of reporters) {
    for (const event of [...sweepEvents.slice(0, 2), ...printed, ...sweepEvents.slice(-2)]) reporter.handle(event);
    reporter.close();
  }
  expect(json.writes.join('')).toContain(
    '{"type":"trial-printed","at":0,"trial":{"id":3,"position":2,"repeat":0},"attemptId":13}\n',
  );
  for (const { writes } of [text, live]) {
    const lines = writes
      .join('')
      .split(new RegExp(String.raw`\n|${'\u001B'}\[\d*[A-Za-z]`))
      .filter((line) => line.includes('print'));
    expect(lines).toEqual([
      '· t1 (my-loss.ts) printed output. The output of trials is stored: `runner show t1`',
      expect.stringMatching(/ {2}What it printed: `runner show t3`$/),
      '2 trials printed output: `runner show t1` (also t3)',
    ]);
  }
});

function play(reporter: Reporter, terminal: Recorder): void {
  for (const event of sweepEvents) {
    reporter.handle(event);
    terminal.tick(1000);
  }
  reporter.close();
}

const escape = '\u001b';
const pieces = new RegExp(`${escape}\\[[?\\d]*[A-Za-z]|\\n|\\r|[^\\n\\r${escape}]+`, 'g');

/** Returns the screen after the writes, with cursor movements and erasing applied; lines never wrap. */
function screen(writes: readonly string[]): string[] {
  const lines = [''];
  let row = 0;
  for (const [piece] of writes.join('').matchAll(pieces)) {
    if (piece === '\n') row++;
    else if (piece.endsWith('A') && piece.startsWith('\u001b')) row -= Number.parseInt(piece.slice(2), 10);
    else if (piece === '\u001b[2K') lines[row] = '';
    else if (piece === '\u001b[0J') lines.length = row;
    else if (!piece.startsWith('\u001b') && piece !== '\r') lines[row] = (lines[row] ?? '') + piece;
  }
  return lines;
}

const report = [
  'Sweep rates  s3 · 3 trials · engine wasm · 2 workers',
  'Dashboard http://127.0.0.1:7780',
  '✓ 0.1  validation.accuracy 0.9612 (epoch 3)  12 s',
  '~ 0.2  diverged: loss nan in epoch 1, step 9  12 s',
  '✗ 0.3  failed: out of memory',
  '  Use fewer --workers.',
  'Done with failures  3 trials: 1 finished, 1 diverged, 1 failed; 1 min 15 s',
];

test('plain writes a line for each ended trial', () => {
  const terminal = record(80);
  play(createPlainReporter(terminal), terminal);
  expect(terminal.writes.join('').trimEnd().split('\n')).toEqual([
    ...report.slice(0, 2),
    `[1/3] ${report[2]}`,
    `[2/3] ${report[3]}`,
    'Pausing after the 1 running; Ctrl-C again stops now.',
    `[3/3] ${report[4]}`,
    `[3/3] ${report[5]}`,
    report[6],
  ]);
});

test('the start of a sweep tells why auto took its engine', () => {
  const start = sweepEvents[0];
  if (start?.type !== 'sweep-started') throw new Error('expected the start of a sweep');
  const findings = [
    { name: 'wasm', verdict: 'works', timing: { millisecondsPerStep: 9.8, workers: 2 }, reason: null },
    { name: 'tensorflow', verdict: 'failed', timing: null, reason: 'it crashed' },
  ] as const;
  const chosenEngine = { device: 'd', numericsVersion: 'n', isAutomatic: true, findings, models: null };
  const terminal = record(100);
  const reporter = createPlainReporter(terminal);
  reporter.handle({ ...start, sweep: { ...sweepRecord, chosenEngine } });
  reporter.close();
  expect(terminal.writes.join('')).toContain('Engine auto: wasm 9.8 ms a step; tensorflow failed: it crashed\n');
});

test('notes on the data are told in full at the start: plain in a line each, live in lines of the width, json as data', () => {
  const [start] = sweepEvents;
  if (start?.type !== 'sweep-started') throw new Error('expected the start of a sweep');
  const notes = [
    { code: 'pixel-scale', severity: 'info', message: 'floats from 0 to 1 are taken as 0 to 1' },
    { code: 'small-range', severity: 'warning', message: 'the images hold only the whole numbers 0 and 1' },
  ] as const;
  const [plainTerminal, narrow, json] = [record(40), record(40), record(40)];
  for (const reporter of [createPlainReporter(plainTerminal), createLiveReporter(narrow), createJsonReporter(json)]) {
    reporter.handle({ ...start, notes });
    reporter.close();
  }
  expect(plainTerminal.writes.join('')).toContain(
    'Note: floats from 0 to 1 are taken as 0 to 1\nWarning: the images hold only the whole numbers 0 and 1\n',
  );
  expect(screen(narrow.writes).slice(2)).toEqual([
    'Note: floats from 0 to 1 are taken as 0',
    'to 1',
    'Warning: the images hold only the whole',
    'numbers 0 and 1',
  ]);
  expect(JSON.parse(json.writes[0] ?? '')).toMatchObject({ type: 'sweep-started', notes });
});

test('plain says every half minute that it goes on', () => {
  const terminal = record(80);
  const reporter = createPlainReporter(terminal);
  for (const event of sweepEvents.slice(0, 6)) reporter.handle(event);
  const before = terminal.writes.length;
  terminal.tick(29_000);
  expect(terminal.writes).toHaveLength(before);
  terminal.tick(1000);
  // 2 of 12 epochs took 30 s.
  expect(terminal.writes.at(-1)).toBe('… 0/3 trials, 2 min 30 s left; running: 0.1 (epoch 2/4); 0.2 (epoch 0/4)\n');
});

test('live leaves the same report, nothing of its block, and the cursor', () => {
  const terminal = record(80);
  play(createLiveReporter(terminal), terminal);
  expect(screen(terminal.writes)).toEqual(report);
  expect(terminal.writes[0]).toBe('\u001b[?25l');
  expect(terminal.writes.at(-1)).toBe('\u001b[?25h');
});

test('live draws the bar, a line for each running trial and the best so far, each frame in one write', () => {
  const terminal = record(80);
  const reporter = createLiveReporter(terminal);
  for (const event of sweepEvents.slice(0, 9)) reporter.handle(event);
  terminal.tick(10_000);
  const before = terminal.writes.length;
  terminal.tick(100);
  expect(terminal.writes).toHaveLength(before + 1);
  expect(screen(terminal.writes).slice(3)).toEqual([
    `${'━'.repeat(40)} 1/3 trials · 17 s left · 10 s so far`,
    '  0.2  epoch 1/4  10%  loss 2.5000 ▅',
    'best 0.9612 validation.accuracy  0.1',
    'Ctrl-C pauses after the running trials; twice stops now',
  ]);
  reporter.close();
});

test.each([20, 60, 80, 120, 200])('no live line is wider than %i columns', (columns) => {
  const progress = createSweepProgress(() => 0);
  const trials = Array.from({ length: 40 }, (_, position) =>
    trialRecord(position, {
      parameters: { loss: { name: 'cross-entropy', label_smoothing: 0.1 }, note: 'ä'.repeat(40) },
    }),
  );
  progress.handle({
    type: 'sweep-started',
    sweep: sweepRecord,
    trials,
    total: trials.length,
    workers: 40,
    notes: [],
    isResumed: false,
    dashboardUrl: null,
  });
  for (const trial of trials) {
    const attemptId = trial.id;
    progress.handle({ type: 'trial-started', trial, attemptId, worker: 0, from: null });
    for (let step = 1; step < 100; step++) {
      const event = { type: 'progress', epoch: 1, step, loss: step } as const;
      progress.handle({ type: 'trial-event', trial, attemptId, event });
    }
  }
  const view = progress.view();
  const lines = view === undefined ? [] : renderLive(view, { columns, rows: 24, style });
  expect(lines.length).toBeGreaterThan(10);
  expect(lines.length).toBeLessThan(24);
  for (const line of lines) expect([...line].length).toBeLessThanOrEqual(columns);
});

test('json tells the fold of a trial', () => {
  const [start] = sweepEvents;
  if (start?.type !== 'sweep-started') throw new Error('expected the start of a sweep');
  const fold = { index: 1, count: 5 };
  const trials = start.trials.map((trial) => ({ ...trial, config: { ...trial.config, fold } }));
  const terminal = record(80);
  createJsonReporter(terminal).handle({ ...start, trials });
  expect(JSON.parse(terminal.writes[0] ?? '')).toMatchObject({ trials: trials.map(() => ({ fold })) });
});

test('json writes each event as one line; numbers that are not finite are strings', () => {
  const terminal = record(80);
  play(createJsonReporter(terminal), terminal);
  const lines = terminal.writes.map((line) => JSON.parse(line) as { type: string; at: number });
  expect(lines.map(({ type }) => type)).toEqual(sweepEvents.map(({ type }) => type));
  expect(lines[0]).toMatchObject({ at: 0, sweep: { id: 3, name: 'rates' }, dashboardUrl: 'http://127.0.0.1:7780' });
  expect(lines[1]).toMatchObject({ at: 1000, trial: { id: 1, parameters: { learning_rate: 0.1 } }, worker: 0 });
  expect(lines[10]).toMatchObject({ trial: { id: 2 }, status: 'diverged', result: { objective: 'NaN' } });
  expect(terminal.writes.every((line) => line.indexOf('\n') === line.length - 1)).toBe(true);
});

test('while nobody knows how many trials there will be, what is done is told without a share or a time left', () => {
  const [start, ...rest] = sweepEvents;
  if (start?.type !== 'sweep-started') throw new Error('a sweep begins with its start');
  const [first, ...later] = start.trials;
  if (first === undefined) throw new Error('no trial');
  const growing: SweepEvent[] = [
    { ...start, trials: [first], total: null },
    ...later.map((trial): SweepEvent => ({ type: 'trial-placed', trial })),
    ...rest,
  ];
  const text = record(200);
  const reporter = createPlainReporter(text);
  const progress = createSweepProgress(() => text.uptime());
  for (const event of growing) {
    text.tick(10_000);
    reporter.handle(event);
    progress.handle(event);
    const view = progress.view();
    if (view === undefined) throw new Error('no view');
    expect(view).toMatchObject({ total: null, etaSeconds: null });
    const [bar] = renderLive(view, { columns: 120, rows: 24, style });
    expect(bar).toContain(`${view.done} trials done`);
  }
  reporter.close();
  const written = text.writes.join('');
  expect(written).toMatch(/^Sweep rates {2}s3 · engine wasm/);
  expect(written).toMatch(/\[1\] ✓/);
  expect(written).toContain('… 0 trials done; running: 0.1');
  expect(written).toMatch(/3 trials: 1 finished, 1 diverged, 1 failed/);
  expect(written).not.toMatch(/\/3|null|NaN/);
});

test('where more trials are to come than have a place, the time left counts them, too', () => {
  const [start] = sweepEvents;
  if (start?.type !== 'sweep-started') throw new Error('a sweep begins with its start');
  const etaOf = (total: number): number | null | undefined => {
    let now = 0;
    const progress = createSweepProgress(() => now);
    for (const event of [{ ...start, total }, ...sweepEvents.slice(1, 8)]) progress.handle(event);
    now = 10_000;
    return progress.view()?.etaSeconds;
  };
  expect(etaOf(30)).toBeGreaterThan((etaOf(3) ?? Infinity) * 5);
});
