import type { Bar } from '../../src/testing/index.ts';
import { trialConfigSchema, type TrialConfig } from '../../src/training/index.ts';

/** A training step that both sides take. */
export interface TrainingCase {
  /** Name of the same network in the peer's script. */
  readonly peerModel: string;
  readonly batchSize: number;
  /** Width and height of an image. */
  readonly size: number;
  readonly channels: number;
  readonly config: TrialConfig;
  /** Bars for the peer's time divided by ours, by the major version of Node. */
  readonly bars: Readonly<Record<string, Bar>>;
}

const conv = (filters: number): object => ({
  name: 'conv2d',
  filters,
  kernel_size: 3,
  padding: 'same',
  activation: 'relu',
});
const dense = (units: number): object => ({ name: 'dense', units, activation: 'relu' });
const blocks = (filters: number): unknown[] => [
  ...Array.from({ length: 3 }, () => [conv(filters), 'max-pool']).flat(),
  'flatten',
  'dense',
];
const cnn28 = [conv(16), 'max-pool', conv(32), 'max-pool', 'flatten', dense(64), 'dense'];

function gray(model: unknown, peerModel: string, batchSize: number, bars: TrainingCase['bars']): TrainingCase {
  const training = { batch_size: batchSize, epochs: 1 };
  const config = trialConfigSchema.parse({ seed: 1, model, optimizer: 'adam', learning_rate: 0.001, training });
  return { peerModel, batchSize, size: 28, channels: 1, config, bars };
}

function color(layers: unknown, peerModel: string, bars: TrainingCase['bars']): TrainingCase {
  const model = { name: 'layers', layers };
  const training = { batch_size: 64, epochs: 1 };
  const config = trialConfigSchema.parse({ seed: 1, model, optimizer: 'sgd', learning_rate: 0.05, training });
  return { peerModel, batchSize: 64, size: 32, channels: 3, config, bars };
}

/**
 * The peer's script defines the networks: the seed CNN, a network of two convolutions, three blocks of 32 or 64
 * filters.
 */
export const trainingCases: Readonly<Record<string, TrainingCase>> = {
  'seed-32': gray('seed-cnn', 'seed', 32, { 20: { atLeast: 1.25 } }),
  'seed-128': gray('seed-cnn', 'seed', 128, { 20: { atLeast: 0.85 }, 24: { atLeast: 0.95 } }),
  'cnn28-128': gray({ name: 'layers', layers: cnn28 }, 'cnn28', 128, { 20: { atLeast: 1 } }),
  'block32-64': color(blocks(32), 'block32', { 20: { atLeast: 0.8 } }),
  'block64-64': color(blocks(64), 'block64', { 20: { atLeast: 0.45 } }),
};
