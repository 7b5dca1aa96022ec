// One training step of ResNet-8 on random 32x32x3 images, batch 32, the making of its batch included: with augmentation
// or mixing against without, a step of each in every round. A ratio above 1.3 is too much.
// usage: pnpm bench augmentation [--rounds N] [--json]
import { dispose, tidy } from '@tensorflow/tfjs-core';
import { parseArgs } from 'node:util';
import type { Dataset } from '../src/datasets/index.ts';
import { openEngine } from '../src/engines/index.ts';
import { median, quantile } from '../src/statistics/index.ts';
import { createTrial, trialConfigSchema } from '../src/training/index.ts';
import { randomDataset } from '../src/testing/index.ts';

const batchSize = 32;
const imageCount = 1024;
const bar = 1.3;

const variants = {
  none: {},
  light: { augmentation: { random_crop: 4, flip: 'horizontal' } },
  heavy: {
    augmentation: {
      random_crop: 4,
      flip: 'horizontal',
      rotate: 15,
      zoom: 0.1,
      brightness: 0.2,
      contrast: 0.2,
      cutout: 8,
      rand_augment: {},
    },
  },
  mixup: { regularization: { mixup: 0.2 } },
  cutmix: { regularization: { cutmix: 1 } },
};

/** Appends the milliseconds of a number of steps, and of making their batches. */
type Measure = (steps: number, times: Times) => void;

interface Times {
  readonly step: number[];
  readonly batch: number[];
}

async function createMeasure(changes: object, dataset: Dataset): Promise<Measure> {
  const config = trialConfigSchema.parse({ seed: 1, model: 'resnet8', ...changes });
  const trial = await createTrial(config, dataset);
  let state = trial.init();
  let step = 0;
  return (steps, times) => {
    for (let i = 0; i < steps; i++) {
      const start = performance.now();
      step++;
      const indices = Uint32Array.from({ length: batchSize }, (_, k) => (step * batchSize + k) % imageCount);
      const result = tidy(() => {
        const { x, targets } = trial.batch(indices, { epoch: Math.ceil(step / trial.stepsPerEpoch), step });
        times.batch.push(performance.now() - start);
        return trial.step(state, x, targets, { seed: 1, step, learningRate: config.learning_rate });
      });
      result.loss.dataSync();
      result.squaredGradientNorm.dataSync();
      result.logits.dataSync();
      dispose([result.loss, result.logits, result.squaredGradientNorm]);
      dispose(state.parameters);
      dispose(state.optimizer);
      state = result.state;
      times.step.push(performance.now() - start);
    }
  };
}

function positiveInteger(text: string, option: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1) return value;
  throw new RangeError(`--${option} ${text}: expected a whole number from 1`);
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      rounds: { type: 'string', default: '100' },
      json: { type: 'boolean', default: false },
    },
  });
  const rounds = positiveInteger(values.rounds, 'rounds');
  const engine = await openEngine('wasm');
  const dataset = randomDataset(imageCount, 32, 3);
  const measured: { readonly name: string; readonly measure: Measure; readonly times: Times }[] = [];
  for (const [name, changes] of Object.entries(variants)) {
    const measure = await createMeasure(changes, dataset);
    measure(10, { step: [], batch: [] });
    measured.push({ name, measure, times: { step: [], batch: [] } });
  }
  // Alternates step by step, so that other load on the machine slows all of them alike.
  for (let round = 0; round < rounds; round++) for (const { measure, times } of measured) measure(1, times);
  engine.dispose();

  const none = measured[0]?.times.step ?? [];
  const limitMs = bar * median(none);
  const results = measured.map(({ name, times: { step, batch } }) => ({
    name,
    medianMs: median(step),
    percentile95Ms: quantile(step, 0.95),
    medianBatchMs: median(batch),
    ratioOfMedians: median(step) / median(none),
    ratioOf95thPercentiles: quantile(step, 0.95) / quantile(none, 0.95),
    slowestMs: Math.max(...step),
    // The slow steps of `none` show how many the machine itself causes.
    slowSteps: step.filter((ms) => ms > limitMs).length,
  }));
  const holds = results.every((each) => each.ratioOfMedians <= bar && each.ratioOf95thPercentiles <= bar);
  if (values.json) {
    console.log(
      JSON.stringify({
        bench: 'augmentation',
        model: 'resnet8',
        batchSize,
        engine: engine.device,
        bar,
        holds,
        results,
      }),
    );
    return;
  }
  console.log(`resnet8, batch ${batchSize}, 32x32x3: ${rounds} steps of each in turn, wasm (${engine.device})\n`);
  console.log(
    '           median ms   p95 ms   batch ms   ratio of medians   of 95th percentiles   slowest ms   steps over the limit',
  );
  for (const each of results)
    console.log(
      each.name.padEnd(8) +
        each.medianMs.toFixed(2).padStart(12) +
        each.percentile95Ms.toFixed(2).padStart(9) +
        each.medianBatchMs.toFixed(2).padStart(11) +
        each.ratioOfMedians.toFixed(3).padStart(19) +
        each.ratioOf95thPercentiles.toFixed(3).padStart(22) +
        each.slowestMs.toFixed(2).padStart(13) +
        String(each.slowSteps).padStart(23),
    );
  console.log(`\n${holds ? 'holds' : 'does not hold'}: every ratio at most ${bar}`);
  console.log(`limit of one step: ${limitMs.toFixed(2)} ms, ${bar} of the median without augmentation`);
}

await main();
