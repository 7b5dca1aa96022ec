import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSqliteReader } from '@sweepdeck/runner/store';
import { openSqlite } from '../../src/store/sqlite/sqlite-library.ts';
import { npyFile } from './numpy-files.ts';
import { makePlace, type Place } from './run-runner.ts';

const little = `
name: little
dataset: { name: glyphs, count: 200 }
model: lenet5
optimizer: momentum
training: { epochs: 2, batch_size: 32 }
engine: wasm
keep_weights: all
parameters:
  learning_rate: { values: [0.01, 1000] }
`;
const own = `
name: own
dataset: { name: npy, images_path: x.npy, labels_path: y.npy }
model: logistic
training: { epochs: 1, batch_size: 8 }
engine: cpu
loss: { module: ./my-loss.js }
`;
/** A loss that is slow where the environment says so. */
const ownLoss = `export default {
  create: (options, { tf }) => (logits, targets) => {
    for (const start = Date.now(); Date.now() - start < Number(process.env.SLOW_LOSS_MS ?? 0); );
    return tf.neg(tf.sum(tf.mul(targets, tf.logSoftmax(logits)), 1));
  },
};
`;
const images = npyFile('|u1', [40, 5, 6], Buffer.from(Uint8Array.from({ length: 1200 }, (_, i) => (i * 7) % 256)));
const labels = npyFile('|u1', [40], Buffer.from(Uint8Array.from({ length: 40 }, (_, i) => i % 2)));

let place: Place;
const store = (): string => join(place.directory, '.sweepdeck');
beforeAll(async () => {
  place = makePlace();
  place.write('little.yaml', little);
  place.write('own.yaml', own);
  place.write('my-loss.js', ownLoss);
  place.write('x.npy', images);
  place.write('y.npy', labels);
  // t1 finishes, t2 diverges, t3 has a module and files of its own.
  for (const file of ['little.yaml', 'own.yaml']) {
    const { code, stderr } = await place.run('sweep', file, '--workers', '2');
    if (code !== 0) throw new Error(stderr);
  }
});
afterAll(() => place.remove());

/** Changes the store as no program of ours does. */
function change(sql: string): void {
  const database = openSqlite(join(store(), 'sweepdeck.db'));
  database.exec(sql);
  database.close();
}

test('weights, metrics and a divergence are reproduced to the bit; a changed metric is found, named and stored', async () => {
  change("UPDATE metric SET value = 0.125 WHERE trial_id = 1 AND name = 'validation.nll' AND epoch = 2");
  const { code, stdout, stderr } = await place.run('verify', 'little', '--workers', '2', '--json');
  expect(code).toBe(1);
  expect(stderr).toContain('Training 2 trials again on wasm, 2 workers\n');
  expect(stderr).toMatch(/t2 reproduced \([12] of 2\)/);
  const difference = { epoch: 2, name: 'validation.nll', stored: 0.125, now: expect.any(Number) };
  expect(JSON.parse(stdout)).toMatchObject({
    numericsVersion: 'wasm-4',
    trials: [
      { trialId: 1, outcome: 'differs', comparison: 'bits', firstDifference: difference },
      { trialId: 2, outcome: 'reproduced', comparison: 'bits', firstDifference: null },
    ],
  });
  const [first, second] = [await place.runHere('show', 't1'), await place.runHere('show', 't2')];
  expect(first.stdout).toMatch(
    /Verified \(UTC\)\n\d{4}-.* differs bit for bit on wasm\n {2}numerics wasm-\d+, Sweepdeck .*\n {2}validation.nll at epoch 2 is .* the stored value is 0.125/,
  );
  expect(second.stdout).toMatch(/Verified \(UTC\)\n\d{4}-.* reproduced bit for bit on wasm\n {2}numerics wasm-4/);
  // The environment of its attempt.
  expect(second.stdout).toMatch(/^command_line +\["sweep","little.yaml","--workers","2"\]$/m);
  expect(second.stdout).toMatch(/^git_dirty +null$/m);
});

test('another engine is compared within a tolerance, which is said', async () => {
  const { code, stdout } = await place.run('verify', 't3', '--engine', 'wasm');
  expect(stdout).toContain('1 of 1 trial reproduced on wasm, numerics wasm-4.');
  expect(stdout).toMatch(
    /Trained with numerics cpu-\d+ and not wasm-4, so compared within a tolerance: shares within 0.02/,
  );
  expect(code).toBe(0);
});

test('Ctrl-C stops it at once, and nothing is stored of what was not compared', async () => {
  process.env['SLOW_LOSS_MS'] = '1000';
  const running = place.start('verify', 't3');
  delete process.env['SLOW_LOSS_MS'];
  await new Promise<void>((resolve) =>
    running.process.stderr?.on('data', (text: string) => void (text.includes('Training') && setTimeout(resolve, 500))),
  );
  running.process.kill('SIGINT');
  const { code, stdout } = await running.finished;
  expect(stdout).toContain('Stopped: 1 trial not verified.');
  expect(code).toBe(130);
  const reader = openSqliteReader(store());
  expect(reader.listVerifications(3)).toHaveLength(1);
  reader.close();
});
