// One training step of the seed CNN, batch 32, against Keras on one thread, in alternating rounds.
// usage: pnpm bench step [--rounds N] [--steps N] [--peer PYTHON] [--peer-script FILE] [--json]
import { dispose, tidy } from '@tensorflow/tfjs-core';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { openEngine } from '../src/engines/index.ts';
import { createTrial, trialConfigSchema } from '../src/training/index.ts';
import { randomDataset } from '../src/testing/index.ts';

const batchSize = 32;
const imageCount = 1024;

interface Peer {
  readonly python: string;
  readonly script: string;
}

/** Mean milliseconds of a step, everything included that a step of `runner sweep` does: batch, loss and norm read back. */
async function createOurs(): Promise<(steps: number) => number> {
  const config = trialConfigSchema.parse({ seed: 1 });
  const trial = await createTrial(config, randomDataset(imageCount, 28, 1));
  let state = trial.init();
  let step = 0;
  const runStep = (): void => {
    step++;
    const indices = Uint32Array.from({ length: batchSize }, (_, i) => (step * batchSize + i) % imageCount);
    const result = tidy(() => {
      const { x, targets } = trial.batch(indices, { epoch: 1, step });
      return trial.step(state, x, targets, { seed: 1, step, learningRate: config.learning_rate });
    });
    result.loss.dataSync();
    result.squaredGradientNorm.dataSync();
    result.logits.dataSync();
    dispose([result.loss, result.logits, result.squaredGradientNorm]);
    dispose(state.parameters);
    dispose(state.optimizer);
    state = result.state;
  };
  return (steps) => {
    const start = performance.now();
    for (let i = 0; i < steps; i++) runStep();
    return (performance.now() - start) / steps;
  };
}

/** The Python and script of the peer, or why there is none. */
function findPeer(python: string | undefined, script: string | undefined): Peer | string {
  const file = script ?? fileURLToPath(new URL('../../../../shared/peers/keras_step.py', import.meta.url));
  if (!existsSync(file)) return `no peer: ${file} does not exist; give --peer-script FILE`;
  const asked = python ?? process.env['SWEEPDECK_PEER_PYTHON'];
  if (asked !== undefined) return { python: asked, script: file };
  const probe = spawnSync('python3', ['-c', 'import keras'], { stdio: 'ignore' });
  if (probe.status === 0) return { python: 'python3', script: file };
  return 'no peer: python3 has no keras; give --peer PYTHON or set SWEEPDECK_PEER_PYTHON';
}

function measurePeer({ python, script }: Peer, steps: number): { name: string; msPerStep: number } {
  const output = execFileSync(python, [script, 'seed', String(batchSize), String(steps)], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const { peer, msPerStep } = JSON.parse(output.trim().split('\n').at(-1) ?? '') as { peer: string; msPerStep: number };
  return { name: peer, msPerStep };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}

function positiveInteger(text: string, option: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1) return value;
  throw new RangeError(`--${option} ${text}: expected a whole number from 1`);
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      rounds: { type: 'string', default: '3' },
      steps: { type: 'string', default: '200' },
      peer: { type: 'string' },
      'peer-script': { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  });
  const rounds = positiveInteger(values.rounds, 'rounds');
  const steps = positiveInteger(values.steps, 'steps');
  const peer = findPeer(values.peer, values['peer-script']);
  const engine = await openEngine('wasm');
  const measureOurs = await createOurs();
  measureOurs(50);

  const ours: number[] = [];
  const theirs: number[] = [];
  let peerName: string | undefined;
  for (let round = 0; round < rounds; round++) {
    ours.push(measureOurs(steps));
    if (typeof peer === 'string') continue;
    const measured = measurePeer(peer, steps);
    peerName = measured.name;
    theirs.push(measured.msPerStep);
  }
  engine.dispose();

  const oursMs = median(ours);
  const theirsMs = theirs.length > 0 ? median(theirs) : undefined;
  const ratio = theirsMs === undefined ? undefined : oursMs / theirsMs;
  if (values.json) {
    const peerResult = theirsMs === undefined ? null : { name: peerName, msPerStep: theirsMs, rounds: theirs };
    const missing = typeof peer === 'string' ? peer : null;
    console.log(
      JSON.stringify({
        bench: 'step',
        model: 'seed-cnn',
        batchSize,
        engine: engine.device,
        ours: { msPerStep: oursMs, rounds: ours },
        peer: peerResult,
        peerMissing: missing,
        ratio: ratio ?? null,
      }),
    );
    return;
  }
  const row = (name: string, all: readonly number[], middle: number): string =>
    `${name.padEnd(52)} ${middle.toFixed(2).padStart(9)}   ${all.map((ms) => ms.toFixed(2)).join(' ')}`;
  console.log(`seed-cnn, batch ${batchSize}, Adam: ${rounds} rounds of ${steps} steps, one thread each\n`);
  console.log(`${''.padEnd(52)} ${'ms/step'.padStart(9)}   rounds`);
  console.log(row(`sweepdeck wasm (${engine.device})`, ours, oursMs));
  if (theirsMs !== undefined && ratio !== undefined) {
    console.log(row(peerName ?? 'peer', theirs, theirsMs));
    console.log(`\nours / keras = ${ratio.toFixed(2)}`);
  }
  if (typeof peer === 'string') console.log(`\n${peer}`);
}

await main();
