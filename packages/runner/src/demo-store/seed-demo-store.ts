import type { Environment } from '../records/environment.ts';
import type { MachineLoad } from '../records/machine-load.ts';
import type { ChosenEngine } from '../records/chosen-engine.ts';
import type { PlannedTrial, SweepRecord, TrialRecord, TrialResult } from '../records/records.ts';
import type { Store } from '../store/store.ts';
import { demoCurve } from './demo-curve.ts';
import { demoRangeTest } from './demo-range-test.ts';
import { openWithTrials, type SweepWithTrials } from '../store/open-with-trials.ts';
import { demoModelSize, demoTestResult } from './demo-test-result.ts';

export interface DemoOptions {
  /** The process that owns the sweep shown as running; this process when omitted. */
  readonly processId?: number;
}

/** The sweeps of a demo store, named after the state they show. */
export interface DemoSweeps {
  /** A finished sweep: 3 losses x 3 optimizers x 4 rates x 3 seeds, some of them diverged. */
  readonly finished: SweepRecord;
  /** A sweep that was stopped halfway, with one failed trial. */
  readonly paused: SweepRecord;
  /**
   * A sweep held by `processId` with two running trials. It becomes `interrupted` when that process or its heartbeat
   * is gone.
   */
  readonly running: SweepRecord;
}

interface DemoPlan {
  readonly name: string;
  readonly losses: readonly string[];
  readonly optimizers: readonly string[];
  readonly rates: readonly number[];
  readonly repeats: number;
  readonly epochs: number;
}

const chosenEngine: ChosenEngine = {
  device: 'WebAssembly SIMD128',
  numericsVersion: 'demo',
  isAutomatic: true,
  findings: [
    { name: 'wasm', verdict: 'works', timing: { millisecondsPerStep: 9.8, workers: 2 }, reason: null },
    { name: 'tensorflow', verdict: 'works', timing: { millisecondsPerStep: 14.1, workers: 2 }, reason: null },
    { name: 'webgpu', verdict: 'off', timing: null, reason: 'this machine has no GPU (demo)' },
  ],
  models: { timed: 1, total: 1 },
};

const environment: Environment = {
  demo: true,
  node: 'v20.0.0',
  cpu: 'demo',
  cores: 2,
  engine: 'wasm',
  device: chosenEngine.device,
  dataset: {
    name: 'glyphs',
    class_names: Array.from({ length: 10 }, (_, digit) => String(digit)),
    notes: [
      { code: 'demo', severity: 'info', message: 'Nothing was trained on these images: the numbers are invented.' },
      {
        code: 'demo-warning',
        severity: 'warning',
        message: 'This is where warnings about the data of a real sweep appear.',
      },
    ],
  },
};

const load: MachineLoad = {
  samples: 6,
  processorShare: { mean: 0.93, peak: 1 },
  usedMemoryMib: { mean: 3100, peak: 3400 },
  rssMib: { mean: 410, peak: 440 },
};

/**
 * Fills a store with invented sweeps, the same every time, for tests and for looking at the dashboard. Their names
 * begin with `demo`.
 */
export function seedDemoStore(store: Store, options: DemoOptions = {}): DemoSweeps {
  const processId = options.processId ?? process.pid;
  const open = (plan: DemoPlan): SweepRecord =>
    openWithTrials(store, toNewSweep(plan), { isFresh: false, workers: 2, processId });

  const finishedPlan: DemoPlan = {
    name: 'demo-losses-and-optimizers',
    losses: ['cross-entropy', 'mse', 'hinge'],
    optimizers: ['sgd', 'momentum', 'adam'],
    rates: [0.0001, 0.001, 0.01, 0.1],
    repeats: 3,
    epochs: 12,
  };
  const finished = open(finishedPlan);
  for (const trial of store.listTrials(finished.id)) runTrial(store, trial);
  store.closeSweep(finished.id, 'finished');
  addVerifications(store, store.listTrials(finished.id));

  const paused = open({
    name: 'demo-paused',
    losses: ['cross-entropy'],
    optimizers: ['adam', 'rmsprop'],
    rates: [0.0003, 0.003, 0.03],
    repeats: 2,
    epochs: 6,
  });
  const pausedTrials = store.listTrials(paused.id);
  for (const trial of pausedTrials.slice(0, 5)) runTrial(store, trial);
  for (const trial of pausedTrials.slice(5, 6)) failTrial(store, trial);
  store.closeSweep(paused.id, 'paused');

  const running = open({
    name: 'demo-running',
    losses: ['cross-entropy', 'hinge'],
    optimizers: ['momentum'],
    rates: [0.003, 0.03],
    repeats: 2,
    epochs: 20,
  });
  const runningTrials = store.listTrials(running.id);
  for (const trial of runningTrials.slice(0, 2)) runTrial(store, trial);
  for (const [worker, trial] of runningTrials.slice(2, 4).entries()) startTrial(store, trial, worker, 7 - worker);
  addRangeTests(store, store.listTrials(finished.id));
  return { finished, paused, running };
}

/** The first trial was reproduced; the second one was not. */
function addVerifications(store: Store, [first, second]: readonly TrialRecord[]): void {
  const verified = { comparison: 'bits', engine: 'wasm', environment, seconds: 12 } as const;
  if (first !== undefined)
    store.addVerification({ ...verified, trialId: first.id, outcome: 'reproduced', firstDifference: null });
  const firstDifference = { epoch: 3, name: 'validation.nll', stored: 0.25, now: 0.2512 };
  if (second !== undefined)
    store.addVerification({ ...verified, trialId: second.id, outcome: 'differs', firstDifference });
}

function addRangeTests(store: Store, trials: readonly TrialRecord[]): void {
  const add = (loss: string, optimizer: string, outcome: Omit<Parameters<typeof demoRangeTest>[0], 'trial'>): void => {
    const trial = trials.find(({ config }) => config.loss.name === loss && config.optimizer.name === optimizer);
    if (trial !== undefined) store.addRangeTest(demoRangeTest({ trial, ...outcome }));
  };
  add('hinge', 'sgd', { fallsAt: -1.6, endsWith: 'the-end' });
  add('mse', 'sgd', { fallsAt: null, endsWith: 'the-end' });
  add('cross-entropy', 'momentum', { fallsAt: -2.2, endsWith: 'no-number' });
  add('cross-entropy', 'adam', { fallsAt: -3, endsWith: 'a-high-loss' });
}

function toNewSweep(plan: DemoPlan): SweepWithTrials {
  const objective = { name: 'validation.accuracy', goal: 'maximize' } as const;
  const axes = [
    { path: 'loss', values: plan.losses },
    { path: 'optimizer', values: plan.optimizers },
    { path: 'learning_rate', values: plan.rates },
  ];
  const spec = {
    name: plan.name,
    method: 'grid',
    metric: objective,
    parameters: Object.fromEntries(axes.map(({ path, values }) => [path, { values }])),
    repeats: plan.repeats,
    training: { epochs: plan.epochs, batch_size: 32 },
  };
  return {
    name: plan.name,
    specHash: `demo/${plan.name}`,
    spec,
    source: `# A demo: its numbers are invented.\n${JSON.stringify(spec, null, 2)}\n`,
    objective,
    axes,
    repeats: plan.repeats,
    engine: 'wasm',
    chosenEngine,
    trials: planTrials(plan),
  };
}

function planTrials(plan: DemoPlan): PlannedTrial[] {
  return plan.losses.flatMap((loss) =>
    plan.optimizers.flatMap((optimizer) =>
      plan.rates.flatMap((learningRate) => {
        const cell = `demo/${plan.epochs}/${loss}/${optimizer}/${learningRate}`;
        return Array.from({ length: plan.repeats }, (_, repeat): PlannedTrial => ({
          key: `${cell}/${repeat}`,
          cell,
          repeat,
          config: {
            dataset: {
              name: 'glyphs',
              count: 5000,
              seed: 1,
              test_fraction: 0.2,
              validation_fraction: 0.2,
              split_seed: 42,
            },
            model: { name: 'seed-cnn' },
            loss: { name: loss },
            optimizer: { name: optimizer },
            learning_rate: learningRate,
            schedule: { name: 'constant' },
            training: { epochs: plan.epochs, batch_size: 32 },
            metric: { name: 'validation.accuracy', goal: 'maximize' },
            seed: repeat,
          },
          parameters: { loss, optimizer, learning_rate: learningRate },
        }));
      }),
    ),
  );
}

function curveOf({ config }: TrialRecord): ReturnType<typeof demoCurve> {
  const { loss, optimizer, learning_rate: learningRate, seed, training } = config;
  return demoCurve({ loss: loss.name, optimizer: optimizer.name, learningRate, seed, epochs: training.epochs });
}

/** Starts a trial and reports its first epochs. Returns the attempt's id. */
function startTrial(store: Store, trial: TrialRecord, worker: number, epochs: number): number {
  const attempt = store.startAttempt(trial.id, { worker, environment });
  for (const [index, metrics] of curveOf(trial).epochs.slice(0, epochs).entries()) {
    store.appendEpoch(attempt.id, index + 1, metrics);
  }
  return attempt.id;
}

function runTrial(store: Store, trial: TrialRecord): void {
  const curve = curveOf(trial);
  const attemptId = startTrial(store, trial, trial.position % 2, trial.config.training.epochs);
  const accuracies = curve.epochs.map((metrics) => metrics['validation.accuracy'] ?? 0);
  const best = Math.max(...accuracies);
  const bestEpoch = accuracies.length === 0 ? null : accuracies.indexOf(best) + 1;
  const seconds = curve.epochs.reduce((sum, metrics) => sum + (metrics.seconds ?? 0), 0);
  if (curve.divergedIn !== null) {
    const divergedAt = {
      epoch: curve.divergedIn,
      step: curve.divergedIn * 100 - 37,
      quantity: 'loss',
      value: 'nan',
    } as const;
    const result: TrialResult = { bestEpoch, objective: Number.NaN, seconds: seconds + 1, divergedAt, metrics: {} };
    store.endAttempt(attemptId, { status: 'diverged', result, artifacts: { model: demoModelSize } }, load);
    return;
  }
  const { metrics, artifacts } = demoTestResult(curve.testAccuracy, trial.config.seed, trial.config.loss.name);
  const result: TrialResult = { bestEpoch, objective: best, seconds, divergedAt: null, metrics };
  store.endAttempt(attemptId, { status: 'finished', result, artifacts }, load);
}

function failTrial(store: Store, trial: TrialRecord): void {
  const error = { code: 'worker-crashed', message: 'The worker process ended without a result (demo).' };
  const attemptId = startTrial(store, trial, 0, 2);
  const head = `Shapes: [32, 10] [32, 10]\nA long line scrolls in its panel: ${'0.1234, '.repeat(40)}\nNow it is too late (demo).\n`;
  store.keepOutput(attemptId, { head, tail: '', omittedBytes: 0, bytes: head.length, lines: 3 });
  store.endAttempt(attemptId, { status: 'failed', error });
}
