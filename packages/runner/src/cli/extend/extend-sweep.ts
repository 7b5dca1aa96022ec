import { SweepdeckError } from '@sweepdeck/core/errors';
import { changesResults } from '../../planning/extension/changes-results.ts';
import { compareSweeps } from '../../planning/extension/compare-sweeps.ts';
import { describeExtension } from '../../planning/extension/describe-extension.ts';
import type { SweepExtension } from '../../planning/extension/sweep-extension.ts';
import type { PreparedSweep } from '../../planning/prepare-sweep.ts';
import type { SweepSummary, TrialRecord } from '../../records/records.ts';
import { listenForStopSignals } from '../../scheduler/stop-signals.ts';
import { loadSweep, loadSweepText, type LoadedSweep } from '../../spec/load-sweep.ts';
import { openSqliteStore } from '../../store/open-store.ts';
import type { CommandContext } from '../command/command.ts';
import { findIdleSweep } from '../stored/find-idle-sweep.ts';
import { withReader } from '../stored/with-reader.ts';
import type { ReporterName } from '../sweep/choose-reporter.ts';
import { sweepIdentity } from '../wanted-sweep/sweep-identity.ts';
import { trainSweep, type SweepResult } from '../sweep/train-sweep.ts';
import { askYes } from '../terminal/ask-yes.ts';
import { findSweepFile } from '../wanted-sweep/find-sweep-file.ts';
import { prepareExtension } from '../wanted-sweep/plan-wanted-sweep.ts';

export interface ExtendOptions {
  /** The sweep's id or name. */
  readonly word: string;
  /** The larger sweep; the sweep as it was started when undefined. */
  readonly file: string | undefined;
  readonly overrides: readonly string[];
  readonly workers: number | undefined;
  /** Whether to extend without asking. */
  readonly isConfirmed: boolean;
  readonly isDryRun: boolean;
  readonly reporter: ReporterName;
  readonly stepTimeoutMs: number;
  readonly checkpointSeconds: number;
  readonly workerMemoryBytes: number | undefined;
}

interface Change {
  readonly extension: SweepExtension;
  /** The extension for people. */
  readonly text: string;
}

export type ExtendResult =
  | (Change & { readonly status: 'previewed' | 'declined'; readonly sweep: SweepSummary })
  | (Change & SweepResult);

/**
 * Shows what a sweep would get, asks, changes the sweep and trains the new trials. Changes nothing before everything
 * has been checked.
 *
 * @throws SweepdeckError `sweep-not-found`, `sweep-is-running`, `extend-changes-results`, `nothing-to-extend`,
 * `extend-exists`, `extend-not-confirmed`, and the errors of `loadSweep` and `prepareSweep`
 */
export async function extendAndTrain(options: ExtendOptions, context: CommandContext): Promise<ExtendResult> {
  const { sweep, trials } = await withReader(context, (reader) => {
    const found = findIdleSweep(reader, options.word);
    return { sweep: found, trials: reader.listTrials(found.id) };
  });
  const after = loadLarger(sweep, options);
  const extension = compareSweeps(loadStarted(sweep).spec, after.spec, sweep.engine);
  const done = sweep.counts.finished + sweep.counts.diverged;
  const text = `Sweep s${sweep.id} (${sweep.name}):\n${describeExtension(extension, done)}`;
  if (options.isDryRun) return { extension, text, status: 'previewed', sweep };
  const isForPrograms = context.isJson || options.reporter === 'json';
  (isForPrograms ? context.stderr : context.stdout).write(`${text}\n`);
  if (!(await isConfirmed(options, sweep, context))) return { extension, text, status: 'declined', sweep };
  const { workers, stepTimeoutMs } = options;
  const prepared = await prepareExtension(after, { workers, stepTimeoutMs, started: sweep }, context);
  if (!extension.replacesTrials) requireSameTrials(trials, prepared);
  for (const note of prepared.memoryNotes) context.stderr.write(`Note: ${note}\n`);
  changeSweep(sweep, prepared, context);
  return { extension, text, ...(await train(prepared, options, context)) };
}

/** Loads the sweep as it was started. */
function loadStarted(sweep: SweepSummary, overrides: readonly string[] = []): LoadedSweep {
  const currentDirectory = process.cwd();
  const text = JSON.stringify(sweep.spec, null, 2);
  const loaded = loadSweepText(text, { name: `s${sweep.id}`, folder: currentDirectory, overrides, currentDirectory });
  return { ...loaded, source: sweep.source };
}

function loadLarger(sweep: SweepSummary, { file, overrides }: ExtendOptions): LoadedSweep {
  if (file === undefined) return loadStarted(sweep, overrides);
  const currentDirectory = process.cwd();
  return loadSweep(findSweepFile(file, currentDirectory), { overrides, currentDirectory });
}

async function isConfirmed(options: ExtendOptions, sweep: SweepSummary, { stderr }: CommandContext): Promise<boolean> {
  if (options.isConfirmed) return true;
  const answer = await askYes('Extend the sweep and train its new trials?', { input: process.stdin, output: stderr });
  if (answer !== undefined) return answer;
  throw new SweepdeckError({
    code: 'extend-not-confirmed',
    message: `Sweep s${sweep.id} was not changed: there is no terminal to ask on.`,
    hint: 'Repeat the command with `--yes`, or with `--dry-run` to see the change only.',
  });
}

/**
 * Checks that the sweep's trials are among those of the larger one: their keys also depend on the data and the
 * engine's numerics.
 */
function requireSameTrials(trials: readonly TrialRecord[], { search }: PreparedSweep): void {
  const keys = new Set(search.firstTrials.flatMap(({ key, former }) => [key, ...(former ? [former.key] : [])]));
  if (trials.every(({ key }) => keys.has(key))) return;
  throw changesResults('The data, or the numerics of the engine, have changed since the sweep was trained.');
}

function changeSweep(sweep: SweepSummary, prepared: PreparedSweep, { storeDirectory }: CommandContext): void {
  const { name, specHash, spec, source, axes, repeats } = sweepIdentity(prepared, prepared.engine.name);
  const trials = prepared.search.firstTrials;
  const store = openSqliteStore(storeDirectory);
  try {
    store.extendSweep(sweep.id, { name, specHash, spec, source, axes, repeats, trials });
  } finally {
    store.close();
  }
}

async function train(
  prepared: PreparedSweep,
  { reporter, stepTimeoutMs, checkpointSeconds, workerMemoryBytes }: ExtendOptions,
  context: CommandContext,
): Promise<SweepResult> {
  const signals = listenForStopSignals();
  try {
    return await trainSweep(
      prepared,
      {
        isFresh: false,
        retriesGivenUp: false,
        reporter,
        dashboardUrl: null,
        signals,
        stepTimeoutMs,
        checkpointSeconds,
        workerMemoryBytes,
        threads: undefined,
      },
      context,
    );
  } finally {
    signals.close();
  }
}
