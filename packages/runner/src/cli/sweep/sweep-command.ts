import { availableParallelism } from 'node:os';
import type { WorkerThreads } from '../../pool/worker-threads.ts';
import { readSize } from '../command/read-size.ts';
import { defineCommand, type CommandContext } from '../command/command.ts';
import { dashboardOptionDefinitions, type RunningDashboard } from '../dashboard/start-dashboard.ts';
import { describePlan } from '../validate/describe-plan.ts';
import { describeResult } from './describe-result.ts';
import type { SweepPlan } from '../../planning/plan-sweep.ts';
import type { ReporterName } from './choose-reporter.ts';
import { trainingOptions } from './training-options.ts';
import type { SweepResult } from './train-sweep.ts';
import { sweepFileOptions } from '../wanted-sweep/sweep-file-options.ts';

interface SweepOptions {
  readonly file: string;
  readonly set: readonly string[];
  readonly workers: number | undefined;
  readonly fresh: boolean;
  readonly 'retry-killed': boolean;
  readonly reporter: ReporterName;
  readonly serve: boolean;
  readonly port: number;
  readonly host: string;
  readonly open: boolean;
  readonly 'step-timeout': number;
  readonly 'checkpoint-every': number;
  readonly 'worker-memory': string | undefined;
  readonly notify: string | undefined;
}

type Outcome = SweepPlan | (SweepResult & Served);

/** The dashboard server and worker threads that are closed after the result is printed. */
interface Served {
  readonly dashboardUrl: string | null;
  waitAndClose(): Promise<void>;
}

export const sweepCommand = defineCommand({
  name: 'sweep',
  summary: 'Train every trial of a sweep that is not finished yet',
  description:
    'Continues where an earlier run of the same sweep ended: finished trials are never trained again, and interrupted ones continue from their last checkpoint. Ctrl-C pauses after the running trials; a second Ctrl-C stops them at once.',
  positionals: {
    file: {
      summary: 'Sweep file, `quickstart` (which comes with the program), or a stored sweep such as s3',
      isRequired: true,
    },
  },
  options: {
    ...sweepFileOptions,
    fresh: { type: 'boolean', default: false, summary: 'Train finished trials again; earlier results are kept' },
    'retry-killed': {
      type: 'boolean',
      default: false,
      summary: 'Retry trials that were given up because the run was killed while they trained',
    },
    ...trainingOptions,
    notify: {
      type: 'string',
      summary: 'At the end, ring the bell of the terminal, or send the result as JSON to a URL',
      placeholder: 'bell|URL',
    },
    'dry-run': { type: 'boolean', default: false, summary: 'Only check and estimate, as `runner validate` does' },
    serve: { type: 'boolean', default: false, summary: 'Serve the dashboard while training and until Ctrl-C' },
    open: { type: 'boolean', default: true, summary: 'Open the served dashboard in a browser' },
    ...dashboardOptionDefinitions,
  },
  examples: [
    { command: 'runner sweep quickstart', summary: 'train, or continue training' },
    { command: 'runner sweep s3', summary: 'continue sweep 3 without its file, as it was started' },
    { command: 'runner sweep my-sweep.yaml --set training.epochs=1 --workers 2', summary: 'a shorter version' },
    { command: 'runner sweep my-sweep.yaml --serve', summary: 'watch it in the browser' },
    { command: 'runner sweep my-sweep.yaml --notify bell', summary: 'ring when it has ended' },
  ],
  async run(values, context): Promise<Outcome> {
    const { notify, parseNotifyTarget } = await import('./notify.ts');
    const target = values.notify === undefined ? undefined : parseNotifyTarget(values.notify);
    if (!values['dry-run']) {
      const outcome = await runSweepFile(values, context);
      if (target !== undefined) await notify(target, outcome, context);
      return outcome;
    }
    const { planWantedSweep } = await import('../wanted-sweep/plan-wanted-sweep.ts');
    const { file: word, set: overrides, workers, fresh: isFresh, 'step-timeout': stepTimeout } = values;
    const wanted = { word, overrides, workers, isFresh, stepTimeoutMs: 1000 * stepTimeout };
    return planWantedSweep({ ...wanted, wantsEstimate: true }, context);
  },
  print(outcome, context) {
    if (!('status' in outcome)) return `${outcome.name}: ${describePlan(outcome)}`;
    // Stdout holds nothing but JSON lines.
    return outcome.reporter === 'json' ? '' : describeResult(outcome, context);
  },
  exitCode(outcome) {
    if (!('status' in outcome)) return 0;
    if (outcome.hasGivenUp) return 1;
    return ({ finished: 0, failed: 1, paused: 130 } as const)[outcome.status];
  },
  async hold(outcome) {
    if ('status' in outcome) await outcome.waitAndClose();
  },
});

/**
 * Starts worker threads that load their modules while this thread prepares the sweep. Starts none for a number of
 * workers that will be refused or is unusual.
 */
async function startThreads(workers: number = availableParallelism()): Promise<WorkerThreads | undefined> {
  if (!Number.isInteger(workers) || workers < 1 || workers > availableParallelism()) return undefined;
  const { createWorkerThreads } = await import('../../pool/worker-threads.ts');
  const threads = createWorkerThreads(workers);
  threads.start();
  return threads;
}

async function runSweepFile(values: SweepOptions, context: CommandContext): Promise<SweepResult & Served> {
  const threads = await startThreads(values.workers);
  try {
    return await trainSweepFile(values, threads, context);
  } finally {
    await threads?.destroy();
  }
}

async function trainSweepFile(
  values: SweepOptions,
  threads: WorkerThreads | undefined,
  context: CommandContext,
): Promise<SweepResult & Served> {
  const { prepareWantedSweep } = await import('../wanted-sweep/plan-wanted-sweep.ts');
  const { trainSweep } = await import('./train-sweep.ts');
  const { listenForStopSignals } = await import('../../scheduler/stop-signals.ts');
  const { file: word, set: overrides, workers, fresh: isFresh, reporter, 'step-timeout': stepTimeout } = values;
  const stepTimeoutMs = 1000 * stepTimeout;
  const workerMemoryBytes = readSize('worker-memory', values['worker-memory']);
  const prepared = await prepareWantedSweep({ word, overrides, workers, isFresh, stepTimeoutMs }, context);
  for (const note of prepared.memoryNotes) context.stderr.write(`Note: ${note}\n`);
  const { checkStore } = await import('./check-store.ts');
  // Fail on an unusable store before anything starts.
  const note = checkStore(context.storeDirectory, prepared, isFresh);
  if (note !== undefined) context.stderr.write(`Note: ${note}\n`);
  const dashboard = values.serve ? await serve(values, context) : undefined;
  const dashboardUrl = dashboard?.url ?? null;
  const signals = listenForStopSignals();
  const close = async (): Promise<void> => {
    signals.close();
    await dashboard?.close();
  };
  try {
    const options = {
      isFresh,
      retriesGivenUp: values['retry-killed'],
      reporter,
      dashboardUrl,
      signals,
      stepTimeoutMs,
      checkpointSeconds: values['checkpoint-every'],
      workerMemoryBytes,
      threads,
    };
    const result = await trainSweep(prepared, options, context);
    const waitAndClose = async (): Promise<void> => {
      if (dashboard !== undefined && !signals.drain.aborted) {
        context.stderr.write(`Serving ${dashboard.url} until Ctrl-C\n`);
        await aborted(signals.drain);
      }
      await close();
    };
    return { ...result, dashboardUrl, waitAndClose };
  } catch (error) {
    await close();
    throw error;
  }
}

async function serve(
  { host, port, open }: SweepOptions,
  { storeDirectory, env, commandName }: CommandContext,
): Promise<RunningDashboard> {
  const { serveDashboard } = await import('../dashboard/start-dashboard.ts');
  const dashboard = await serveDashboard({ storeDirectory, host, port, commandName });
  if (open) {
    const { openBrowser } = await import('../dashboard/open-browser.ts');
    openBrowser(dashboard.url, env);
  }
  return dashboard;
}

async function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
}
