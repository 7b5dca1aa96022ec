// One measurement of ours in a process of its own: trains so many steps as a worker does, after a warm-up, and prints
// one line of JSON.
// usage: take-steps.ts CASE STEPS ENGINE
import type { Dataset } from '../../src/datasets/index.ts';
import { openEngine, type Engine } from '../../src/engines/index.ts';
import { randomDataset } from '../../src/testing/index.ts';
import { train, type TrialConfig } from '../../src/training/index.ts';
import { trainingCases } from './training-cases.ts';

const warmUpSteps = 50;

interface StepTime {
  readonly msPerStep: number;
  readonly cpuMsPerStep: number;
}

/** Makes a dataset with an epoch of a number of images; one image is validated and tested. */
function firstImages(dataset: Dataset, count: number): Dataset {
  const { buffer } = dataset.splits.train;
  const one = new Uint32Array(buffer, 0, 1);
  return { ...dataset, splits: { train: new Uint32Array(buffer, 0, count), validation: one, test: one } };
}

/** Measures wall-clock and processor time of the training loop: batches, steps, reads and training metrics. */
async function timeEpoch(config: TrialConfig, dataset: Dataset, engine: Engine): Promise<StepTime> {
  const steps = Math.ceil(dataset.splits.train.length / config.training.batch_size);
  let before = process.cpuUsage();
  let time: StepTime | undefined;
  for await (const event of train(config, dataset, engine, { aborted: false })) {
    if (event.type === 'started') before = process.cpuUsage();
    if (event.type === 'diverged') throw new Error(`the training diverged at step ${event.step}`);
    if (event.type !== 'epoch') continue;
    const { user, system } = process.cpuUsage(before);
    const seconds = dataset.splits.train.length / (event.metrics.samples_per_second ?? Number.NaN);
    time = { msPerStep: (1000 * seconds) / steps, cpuMsPerStep: (user + system) / 1000 / steps };
  }
  if (time === undefined) throw new Error('the training ended without an epoch');
  return time;
}

const [name = '', steps = '', engineName = ''] = process.argv.slice(2);
const chosen = trainingCases[name];
if (chosen === undefined) throw new RangeError(`no case ${name}`);
const { config, batchSize, size, channels } = chosen;
const engine = await openEngine(engineName);
const count = Math.max(warmUpSteps, Number(steps)) * batchSize;
const images = randomDataset(count, size, channels);
await timeEpoch(config, firstImages(images, warmUpSteps * batchSize), engine);
const time = await timeEpoch(config, firstImages(images, Number(steps) * batchSize), engine);
console.log(
  JSON.stringify({
    ...time,
    device: engine.device,
    engineMebibytes: engine.memoryBytes() / 2 ** 20,
    residentMebibytes: process.memoryUsage.rss() / 2 ** 20,
  }),
);
engine.dispose();
