import { resolve } from 'node:path';
import { openEngine } from '@sweepdeck/core/engines';
import { SweepdeckError } from '@sweepdeck/core/errors';
import { exportLayersModel, weightsFileName } from '@sweepdeck/core/export';
import { readTrialCheckpoint, type TrialCheckpoint } from '@sweepdeck/core/training';
import { countOf } from '@sweepdeck/core/words';
import { openCheckpointFolder, type CheckpointFolder } from '../../store/checkpoints/checkpoint-folder.ts';
import { openSqliteReader } from '../../store/open-store.ts';
import type { AttemptRecord } from '../../records/records.ts';
import type { CommandContext } from '../command/command.ts';
import { loadTrialDataset, storedDatasetFacts, type DatasetFacts } from './dataset-facts.ts';
import type { ExportFormat } from './export-format.ts';
import { findExportedTrial, type ExportedTrial, type FinishedTrial } from './find-exported-trial.ts';
import { modelCard, type ModelCardSource } from './model-card.ts';
import { retrainWeights } from './retrain-weights.ts';
import { checkOutput, writeExportFolder, type ExportFiles } from './write-export-folder.ts';

export interface ExportOptions {
  /** `t12`, `s3` or the name of a sweep. */
  readonly wanted: string;
  readonly format: ExportFormat;
  /** The output folder; `t12-tfjs` in the current directory when undefined. */
  readonly output: string | undefined;
  /** Whether to replace an earlier export. */
  readonly force: boolean;
  /** Whether to train again when no weights are kept. */
  readonly retrain: boolean;
}

export interface ExportResult extends ExportedTrial {
  readonly format: ExportFormat;
  /** Absolute path of the export. */
  readonly directory: string;
  readonly files: readonly { readonly name: string; readonly bytes: number }[];
  readonly isRetrained: boolean;
}

/**
 * Writes the trained model of a finished trial into a folder of its own.
 *
 * @throws SweepdeckError `weights-not-kept` for a trial without weights, and others when the trial or the folder
 * cannot be used
 */
export async function exportTrial(options: ExportOptions, context: CommandContext): Promise<ExportResult> {
  const { wanted, format, force } = options;
  const stored = readStored(wanted, context.storeDirectory);
  const { trial, sweep, isBestOfSweep, leader } = stored;
  const directory = resolve(options.output ?? `t${trial.id}-${format}`);
  checkOutput(directory, force);
  const { weights, isRetrained } = await weightsOf(stored, options, context);
  const dataset = await factsOf(stored, context);
  // Checked even when the file is copied unchanged: a damaged file must not leave the store.
  const checkpoint = readTrialCheckpoint(weights, `The weights of t${trial.id}`);
  const { normalization, tensors } = checkpoint;
  const valueCount = Object.values(tensors).reduce((sum, { values }) => sum + values.length, 0);
  const card = modelCard({ ...stored, format, dataset, normalization, valueCount });
  const files: ExportFiles = new Map<string, string | Uint8Array>([
    ...(format === 'tfjs'
      ? await layersModelFiles(trial, dataset, checkpoint)
      : [['model.safetensors', weights] as const]),
    ['labels.json', `${JSON.stringify(dataset.classNames)}\n`],
    ['MODEL_CARD.md', card],
  ]);
  writeExportFolder(directory, files, force);
  const sizes = [...files].map(([name, content]) => ({ name, bytes: Buffer.byteLength(content) }));
  return { trial, sweep, isBestOfSweep, leader, format, directory, files: sizes, isRetrained };
}

type StoredTrial = Omit<ModelCardSource, 'format' | 'dataset' | 'normalization' | 'valueCount'>;

function readStored(wanted: string, storeDirectory: string): StoredTrial {
  const reader = openSqliteReader(storeDirectory);
  try {
    const found = findExportedTrial(reader, wanted);
    const { id } = found.trial;
    return {
      ...found,
      environment: trainedBy(reader.listAttempts(id))?.environment ?? {},
      metrics: reader.listMetrics([id]),
      parameterCount: reader.getArtifacts(id).model?.parameterCount ?? null,
    };
  } finally {
    reader.close();
  }
}

function trainedBy(attempts: readonly AttemptRecord[]): AttemptRecord | undefined {
  return attempts.findLast(({ status }) => status === 'finished');
}

async function weightsOf(
  { trial, environment }: StoredTrial,
  { retrain, wanted }: ExportOptions,
  context: CommandContext,
): Promise<{ readonly weights: Uint8Array; readonly isRetrained: boolean }> {
  const folder = openCheckpointFolder(context.storeDirectory);
  const kept = readKept(folder, trial, { retrain, wanted });
  if (kept !== undefined) return { weights: kept, isRetrained: false };
  if (!retrain) throw notKept(trial, wanted);
  const dataset = await loadTrialDataset(trial, environment, context);
  const { stderr } = context;
  const { epochs } = trial.config.training;
  stderr.write(`Training t${trial.id} again: ${countOf(epochs, 'epoch')}\n`);
  const weights = await retrainWeights(trial, dataset, (epoch) => {
    if (stderr.isTTY) stderr.write(`\r\u001b[2Kepoch ${epoch} of ${epochs}${epoch === epochs ? '\n' : ''}`);
  });
  keepQuietly(() => folder.write(trial.key, weights), stderr);
  return { weights, isRetrained: true };
}

/**
 * Reads the kept weights. With --retrain, damaged weights count as missing.
 * @throws SweepdeckError `checkpoint-damaged`, `checkpoint-invalid`
 */
function readKept(
  folder: CheckpointFolder,
  { id, key }: FinishedTrial,
  { retrain, wanted }: Pick<ExportOptions, 'retrain' | 'wanted'>,
): Uint8Array | undefined {
  try {
    const kept = folder.read(key);
    if (kept !== undefined) readTrialCheckpoint(kept, `The weights of t${id}`);
    return kept;
  } catch (error) {
    if (!(error instanceof SweepdeckError) || error.code === 'checkpoint-unreadable') throw error;
    if (retrain) return undefined;
    throw new SweepdeckError({
      code: error.code,
      message: error.message,
      hint: `Train the trial again with \`runner export ${wanted} --retrain\`.`,
      cause: error,
    });
  }
}

/** Failing to keep a copy in the store must not fail the export. */
function keepQuietly(keep: () => void, stderr: CommandContext['stderr']): void {
  try {
    keep();
  } catch (error) {
    if (!(error instanceof SweepdeckError)) throw error;
    stderr.write(`${error.message}\n`);
  }
}

async function factsOf({ trial, environment }: StoredTrial, context: CommandContext): Promise<DatasetFacts> {
  return storedDatasetFacts(environment) ?? (await loadTrialDataset(trial, environment, context));
}

async function layersModelFiles(
  { config }: FinishedTrial,
  { height, width, channels, classNames }: DatasetFacts,
  checkpoint: TrialCheckpoint,
): Promise<[string, string | Uint8Array][]> {
  const input = { height, width, channels, classes: classNames.length };
  const engine = await openEngine('cpu');
  try {
    const { modelJson, weights } = await exportLayersModel({ model: config.model, input, ...checkpoint });
    return [
      ['model.json', `${JSON.stringify(modelJson)}\n`],
      [weightsFileName, weights],
    ];
  } finally {
    engine.dispose();
  }
}

function notKept({ id }: FinishedTrial, wanted: string): SweepdeckError {
  return new SweepdeckError({
    code: 'weights-not-kept',
    message: `The weights of t${id} were not kept.`,
    hint: `Train it again with \`runner export ${wanted} --retrain\`. A sweep keeps the weights of the best trial of its winning cell; with \`keep_weights: all\` it keeps those of every trial.`,
  });
}
