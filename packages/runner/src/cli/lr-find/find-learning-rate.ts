import { engineRegistry, type EngineDefinition, type EngineStatus } from '@sweepdeck/core/engines';
import { SweepdeckError } from '@sweepdeck/core/errors';
import { summarizeRange, type RangePoint, type RangeTestOptions } from '@sweepdeck/core/training';
import { testRangeInThread } from '../../pool/test-range-in-thread.ts';
import { createOutputLog } from '../../output/output-log.ts';
import { cellLabel } from '../../records/cell-label.ts';
import { describeNote } from '../../records/dataset-notes.ts';
import type { RangeTest } from '../../records/range-test.ts';
import type { CommandContext } from '../command/command.ts';
import { prepareWantedSweep } from '../wanted-sweep/plan-wanted-sweep.ts';
import { createPrintedNotices } from '../wanted-sweep/printed-notices.ts';

export interface RangeTestResult extends RangeTest {
  /** Number of configurations of the sweep that were not tested. */
  readonly otherConfigurations: number;
}

export interface FindLearningRateOptions extends RangeTestOptions {
  readonly file: string;
  readonly overrides: readonly string[];
  readonly stepTimeoutMs: number;
}

/**
 * Runs a learning-rate range test on a sweep's first configuration, in a worker thread.
 *
 * @param onPoint receives each point as soon as it is measured
 *
 * @param onEnd called after the last point
 *
 * @throws SweepdeckError `usage` for impossible options, and everything that preparing the sweep throws
 */
export async function findLearningRate(
  { file, overrides, stepTimeoutMs, ...options }: FindLearningRateOptions,
  context: CommandContext,
  onPoint: (point: RangePoint) => void,
  onEnd: () => void,
): Promise<RangeTestResult> {
  checkOptions(options);
  const engines = Object.values<EngineDefinition>(engineRegistry).map(onThread);
  const notices = createPrintedNotices(context);
  const wanted = { word: file, overrides, workers: 1, isFresh: true, engines, stepTimeoutMs, notices };
  const { search, dataset, engine: chosen } = await prepareWantedSweep(wanted, context);
  const { firstTrials: trials } = search;
  for (const note of dataset.notes ?? []) context.stderr.write(`${describeNote(note)}\n`);
  const [trial] = trials;
  if (trial === undefined) throw new Error('a sweep has at least one trial');
  const startedAt = performance.now();
  const points: RangePoint[] = [];
  const request = { config: trial.config, dataset, engine: chosen.name, options };
  const output = createOutputLog();
  const take = (point: RangePoint): void => {
    points.push(point);
    onPoint(point);
  };
  const ending = await testRangeInThread(request, stepTimeoutMs, take, output).finally(() => {
    onEnd();
    notices.printed(trial.config, output.read());
  });
  const { learning_rate: _, ...parameters } = trial.parameters;
  const cells = new Set(trials.map((other) => JSON.stringify({ ...other.parameters, learning_rate: undefined })));
  return {
    label: cellLabel(parameters),
    config: trial.config,
    otherConfigurations: cells.size - 1,
    engine: chosen.name,
    datasetFingerprint: dataset.fingerprint,
    options,
    points,
    summary: summarizeRange(points, ending),
    seconds: (performance.now() - startedAt) / 1000,
  };
}

/** Rules out engines that need a process of their own: they cannot run in a thread. */
function onThread(engine: EngineDefinition): EngineDefinition {
  if (engine.isolation === 'thread') return engine;
  const status: EngineStatus = {
    works: false,
    reason: 'it needs a process of its own, which a range test does not start',
    hint: 'Add `--set engine=auto` to test on another engine.',
  };
  return { ...engine, mayBeCandidate: () => false, check: () => Promise.resolve(status) };
}

function checkOptions({ minimumRate, maximumRate }: RangeTestOptions): void {
  const refuse = (message: string, hint: string): never => {
    throw new SweepdeckError({ code: 'usage', message, hint });
  };
  if (!(minimumRate > 0 && minimumRate < maximumRate && maximumRate <= 1e6))
    refuse(
      `--from ${minimumRate} --to ${maximumRate}: expected rates above 0 and at most 1e6, the first below the second`,
      'Omit them to test 1e-6 to 10.',
    );
}
