import { afterEach, beforeEach, expect, test } from 'vitest';
import { makePlace, type Place } from './run-runner.ts';

const sweep = `name: mixed
dataset: { name: glyphs, count: 200 }
model: logistic
training: { epochs: 1, batch_size: 16 }
engine: wasm
parameters:
  loss: { values: [{ module: ./bad.ts }, mse, mae, hinge] }
`;
const endless = 'export default { create: () => () => { for (;;) Math.sqrt(2); } };';

let place: Place;
beforeEach(() => {
  place = makePlace();
});
afterEach(() => place.remove());

test('a trial that takes all memory fails alone, says what it needed, and the next ones finish on the same worker', async () => {
  place.write('mixed.yaml', sweep);
  const take = `for (let i = 0; i < 5; i++) tf.backend().write(null, [2 ** 28], 'float32');`;
  place.write('bad.ts', `export default { create: (_, { tf }) => () => { ${take} } };`);
  const ended = await place.run('sweep', 'mixed.yaml', '--workers', '1');
  expect(ended.stdout).toMatch(/4 trials: 3 finished, 1 failed/);
  expect(ended.code).toBe(1);
  expect((await place.runHere('show', 't1')).stdout).toMatch(
    /error\[out-of-memory\]: the engine wasm is out of memory: no room for a block of 1 GiB.*; the trial may need about/,
  );
});

test('an endless loop ends after the time for a step, and the other trials finish', async () => {
  place.write('mixed.yaml', sweep);
  place.write('bad.ts', endless);
  const ended = await place.run('sweep', 'mixed.yaml', '--workers', '1', '--step-timeout', '2');
  expect(ended.stdout).toMatch(/4 trials: 3 finished, 1 failed/);
  expect(ended.stdout).toContain('no step ended within 2 s');
  expect(ended.code).toBe(1);
});

test('Ctrl-C twice stops an endless loop', async () => {
  place.write('mixed.yaml', sweep);
  place.write('bad.ts', endless);
  const running = place.start('sweep', 'mixed.yaml', '--workers', '1', '--reporter', 'json');
  await running.waitFor(/"trial-event".*"started"/);
  running.process.kill('SIGINT');
  await running.waitFor(/drain-started/);
  running.process.kill('SIGINT');
  expect((await running.finished).code).toBe(130);
});

test('what cannot fit into memory is refused with its place before anything is made', async () => {
  const large = sweep.replace(/parameters:[^]*/, 'parameters:\n  model.width: { values: [8, 4096] }\n');
  place.write('large.yaml', large.replace('model: logistic', 'model: { name: mlp, depth: 16 }'));
  for (const command of ['validate', 'sweep']) {
    const refused = await place.runHere(command, 'large.yaml');
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toMatch(
      /error\[trial-too-large\]: large\.yaml:3:8 {2}width 4096: training needs at least 6\.6 GiB, and the engine wasm has at most 4 GiB: parameters 973 MiB,/,
    );
  }
});

test.each(['0', '1e9', 'soon'])('--step-timeout %s is refused', async (value) => {
  place.write('mixed.yaml', sweep.replace(/parameters:[^]*/, ''));
  const refused = await place.runHere('sweep', 'mixed.yaml', '--step-timeout', value);
  expect(refused).toMatchObject({ code: 2, stdout: '' });
  expect(refused.stderr).toContain('step-timeout');
});
