import { z } from 'zod';
import { readSafetensors, storeTensors, writeSafetensors, type StoredTensors } from '../checkpoints/index.ts';
import type { Dataset, Normalization } from '../datasets/dataset.ts';
import { SweepdeckError } from '../errors/index.ts';
import type { NamedTensors } from '../tensors/named-tensors.ts';
import type { TrialConfig } from './trial-config.ts';

/** The trained weights of a trial, as carried by its event `weights`. */
export interface TrialCheckpoint {
  /** Tensors by parameter name, untrained ones included. */
  readonly tensors: StoredTensors;
  /** Normalization of the training images; each fold of a cross-validation has its own. */
  readonly normalization: Normalization;
}

const normalizationSchema = z.object({ mean: z.array(z.number()), deviation: z.array(z.number()) });

/** Writes the parameters of one epoch as a safetensors file, with their origin as metadata. */
export function writeTrialCheckpoint(
  config: TrialConfig,
  { normalization: { mean, deviation } }: Pick<Dataset, 'normalization'>,
  kept: { readonly epoch: number; readonly objective: number; readonly parameters: NamedTensors },
): Uint8Array<ArrayBuffer> {
  return writeSafetensors(storeTensors(kept.parameters), {
    model: config.model.name,
    seed: String(config.seed),
    epoch: String(kept.epoch),
    objective_name: config.metric.name,
    objective: String(kept.objective),
    normalization: JSON.stringify({ mean, deviation }),
  });
}

/**
 * Reads a file that `writeTrialCheckpoint` wrote.
 *
 * @param source name of the file in error messages
 *
 * @throws SweepdeckError as `readSafetensors`, and `checkpoint-invalid` for a file of another kind
 */
export function readTrialCheckpoint(bytes: Uint8Array, source: string): TrialCheckpoint {
  const { tensors, metadata } = readSafetensors(bytes, source);
  const normalization = normalizationSchema.safeParse(jsonOf(metadata['normalization']));
  if (normalization.success) return { tensors, normalization: normalization.data };
  throw new SweepdeckError({
    code: 'checkpoint-invalid',
    message: `${source} lacks the normalization of its images, which the weights of a trial have`,
    hint: 'Delete the file and train its trial again.',
  });
}

function jsonOf(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}
