import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makePlace, type Finished, type Place } from './run-runner.ts';

const loss = 'create: (_, { tf }) => (logits, targets) => tf.mean(tf.squaredDifference(logits, targets), 1)';
const sweep = `name: hostile
dataset: { name: glyphs, count: 200 }
model: logistic
training: { epochs: 1, batch_size: 16 }
engine: wasm
loss: { module: ./bad.ts }
`;

let place: Place;
beforeEach(() => {
  place = makePlace();
  place.write('hostile.yaml', sweep);
});
afterEach(() => place.remove());

function validate(...options: readonly string[]): Promise<Finished> {
  return place.run('validate', 'hostile.yaml', '--no-estimate', ...options);
}

test.each([
  [
    'ends the process as it is imported',
    `process.exit(0); export default { ${loss} };`,
    /process\.exit\(0\) was called/,
  ],
  ['ends the process in create', 'export default { create() { process.exit(0); } };', /process\.exit\(0\) was called/],
  [
    'leaves a rejected promise',
    `Promise.reject(new Error('no network')); export default { ${loss} };`,
    /a promise was rejected, and nothing handled it: no network/,
  ],
  [
    'throws right after create',
    `export default { create() { process.nextTick(() => { throw new Error('late'); }); return () => 0; } };`,
    /an error was thrown later: late/,
  ],
])('a module that %s is refused by name before anything is made', async (_, code, says) => {
  place.write('bad.ts', code);
  for (const words of [
    ['validate', 'hostile.yaml', '--no-estimate'],
    ['sweep', 'hostile.yaml', '--workers', '1'],
    ['lr-find', 'hostile.yaml', '--steps', '10'],
  ]) {
    const refused = await place.run(...words);
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toMatch(/error\[module-failed\]: .*bad\.ts: while this was tried, /);
    expect(refused.stderr).toMatch(says);
  }
  expect(existsSync(join(place.directory, '.sweepdeck'))).toBe(false);
});

test.each([
  ['never ends its import', `for (;;) Math.sqrt(2); export default { ${loss} };`],
  ['never settles create', 'export default { create: () => new Promise(() => undefined) };'],
])('a module that %s is refused after the time for a step', async (_, code) => {
  place.write('bad.ts', code);
  for (const command of ['validate', 'sweep']) {
    const refused = await place.run(command, 'hostile.yaml', '--step-timeout', '1');
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toMatch(/error\[module-timeout\]: .*bad\.ts: .* within 1 s/);
  }
});

test('a timer that a module leaves does not keep a finished command alive', async () => {
  place.write('bad.ts', `setInterval(() => undefined, 1000); export default { ${loss} };`);
  expect(await validate()).toMatchObject({ code: 0, stderr: '' });
  expect(await place.run('lr-find', 'hostile.yaml', '--steps', '10')).toMatchObject({ code: 0 });
  expect(await place.run('sweep', 'hostile.yaml', '--workers', '1')).toMatchObject({ code: 0 });
});

test('an error that a module throws long after its trial fails no other one', async () => {
  place.write(
    'bad.ts',
    `export default { ${loss.replace('=>', '=> { setTimeout(() => { throw new Error("late"); }, 50); return')}; } };`,
  );
  const two = sweep.replace(/loss:.*\n/, 'parameters:\n  loss: { values: [{ module: ./bad.ts }, mse, mae, hinge] }\n');
  place.write('hostile.yaml', two);
  const ended = await place.run('sweep', 'hostile.yaml', '--workers', '1', '--set', 'training.epochs=3');
  expect(ended.stdout).toMatch(/4 trials: (4 finished|3 finished, 1 failed)/);
  for (const id of ['t2', 't3', 't4']) {
    expect((await place.runHere('show', id)).stdout).toMatch(/· finished/);
  }
});

test('what a module prints does not mix with JSON', async () => {
  const print = 'console.log("printed", "by a module");';
  place.write(
    'bad.ts',
    `${print} export default { create(_, { tf }) { ${print} return (z, y) => { ${print} return tf.mean(tf.squaredDifference(z, y), 1); }; } };`,
  );
  for (const words of [
    ['validate', 'hostile.yaml', '--json'],
    ['lr-find', 'hostile.yaml', '--steps', '10', '--json'],
    ['sweep', 'hostile.yaml', '--workers', '1', '--reporter', 'json'],
  ]) {
    const { code, stdout, stderr } = await place.run(...words);
    expect(code).toBe(0);
    expect(stdout).not.toContain('by a module');
    expect(stderr).toContain('printed by a module');
  }
});
