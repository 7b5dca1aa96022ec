import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makePlace, type Place } from './run-runner.ts';

const read = (path: string): string =>
  readFileSync(fileURLToPath(new URL(`../../../../${path}`, import.meta.url)), 'utf8');
const loss = read('experiments/modules/tempered-cross-entropy.ts');
const optimizer = read('experiments/modules/sign-descent.ts');
const sweep = `name: own
dataset: { name: glyphs, count: 200 }
model: logistic
training: { epochs: 1, batch_size: 16 }
engine: cpu
optimizer: { module: ./my-optimizer.ts }
parameters:
  loss: { values: [cross-entropy, { module: ./my-loss.ts, options: { temperature: 3 } }] }
`;

const alone = sweep.replace(/parameters:[^]*/, 'loss: { module: ./my-loss.ts }\n').replace(/optimizer:.*\n/, '');

let place: Place;
beforeEach(() => {
  place = makePlace();
});
afterEach(() => place.remove());

test('own modules train, are reused, and give new trials when their code changes', async () => {
  place.write('own.yaml', sweep);
  place.write('my-loss.ts', loss);
  place.write('my-optimizer.ts', optimizer);
  const first = await place.run('sweep', 'own.yaml', '--workers', '1');
  expect(first).toMatchObject({ code: 0, stderr: '' });
  expect(first.stdout).toMatch(/Done {2}2 trials: 2 finished/);
  expect(first.stdout).toContain('my-loss(temperature=3)');

  // Neither a comment nor the layout is code.
  place.write('my-loss.ts', `// Tuned by hand.\n\n${loss}`);
  expect((await place.run('sweep', 'own.yaml', '--workers', '1')).stdout).toContain('2 already finished');

  place.write('my-loss.ts', loss.replace('tf.sum(', 'tf.mean('));
  const changed = await place.run('sweep', 'own.yaml', '--workers', '1');
  expect(changed.code).toBe(0);
  expect(changed.stdout).toContain('1 already finished');
  expect(changed.stdout.match(/✓ /g)).toHaveLength(1);
});

test('an option of a module is swept, and the module checks each of its values', async () => {
  const swept = (values: string): string =>
    alone.replace('.ts }', `.ts }\nparameters:\n  loss.options.temperature: { values: ${values} }`);
  place.write('my-loss.ts', loss);
  place.write('own.yaml', swept('[1, 3]'));
  const plan = await place.runHere('validate', 'own.yaml', '--no-estimate');
  expect(plan).toMatchObject({
    code: 0,
    stderr: '',
    stdout: expect.stringContaining('2 values of temperature = 2 trials'),
  });
  place.write('own.yaml', swept('[1, -3]'));
  const refused = await place.runHere('validate', 'own.yaml', '--no-estimate');
  expect(refused.stderr).toContain('error[module-failed]: temperature -3: ');
  expect(refused.stderr).toContain('temperature must be a number above 0');
});

test('the guide shows the modules that are tested here', () => {
  const guide = read('docs/guides/own-losses-and-optimizers.md');
  const blocks = [...guide.matchAll(/```ts\n([^]*?)```/g)].map(([, code]) => code);
  expect(blocks).toEqual([loss, optimizer]);
});

test.each([
  ['no file', undefined, 'module-not-found', 'no such file'],
  ['a syntax error', 'export default {\n  create( {\n', 'module-not-built', 'my-loss.ts:3:'],
  ['no default export', 'export const a = 1;', 'module-invalid', 'no default export'],
  ['no create', 'export default { title: "x" };', 'module-invalid', 'create'],
  ['create that throws', 'export default { create() { throw new Error("oh no"); } };', 'module-failed', 'oh no'],
  ['parse that throws', 'export default { parse() { throw new Error("bad"); }, create() {} };', 'module-failed', 'bad'],
  ['create that returns no function', 'export default { create: () => 3 };', 'module-invalid', 'a number'],
])('%s is refused before anything is made', async (_, code, error, says) => {
  place.write('own.yaml', alone);
  if (code !== undefined) place.write('my-loss.ts', code);
  const refused = await place.runHere('sweep', 'own.yaml', '--workers', '1');
  expect(refused.stderr).toContain(`error[${error}]`);
  expect(refused.stderr).toContain('my-loss.ts');
  expect(refused.stderr).toContain(says);
  expect(refused).toMatchObject({ code: 2, stdout: '' });
  expect(existsSync(join(place.directory, '.sweepdeck'))).toBe(false);
});

test.each([
  ['a wrong shape', 'export default { create: (_, { tf }) => (z) => tf.mean(z) };', 'expected a tensor of shape [16]'],
  ['no tensor', 'export default { create: () => () => 3 };', 'returned a number'],
  ['throwing', 'export default { create: () => () => { throw new Error("in a step"); } };', 'in a step'],
  [
    'an operation without a gradient',
    'export default { create: (_, { tf }) => (z) => tf.sum(tf.topk(z, 2).values, 1) };',
    'my-loss.ts: the gradient of the loss threw: Cannot compute gradient: gradient function not found for TopK',
  ],
  [
    'no use of the logits',
    'export default { create: (_, { tf }) => (z, y) => tf.sum(y, 1) };',
    'my-loss.ts: the gradient of the loss threw: Cannot compute gradient of y=f(x)',
  ],
])('%s in a step fails the trial by name', async (_, code, says) => {
  place.write('own.yaml', alone.replace(/loss:.*\n/, 'loss: mse\n'));
  place.write('my-loss.ts', code);
  const failed = await place.run('sweep', 'own.yaml', '--workers', '1', '--set', 'loss.module=./my-loss.ts');
  expect(failed.code).toBe(1);
  expect(failed.stdout + failed.stderr).toContain(says);
  expect(failed.stdout + failed.stderr).not.toContain('internal');
  expect((await place.runHere('show', 't1')).stdout).toMatch(/error\[module-(failed|invalid)\]:.*my-loss\.ts/);
});

test.each([
  [
    'no update',
    'export default { create: () => ({ init: () => ({}) }) };',
    'module-invalid',
    'expected functions init',
  ],
  ['a syntax error', 'export default { create( };', 'module-not-built', 'my-optimizer.ts:1:'],
])('an optimizer module with %s is refused before anything is made', async (_, code, error, says) => {
  place.write('own.yaml', alone.replace(/loss:.*\n/, 'optimizer: { module: ./my-optimizer.ts }\n'));
  place.write('my-optimizer.ts', code);
  const refused = await place.runHere('sweep', 'own.yaml', '--workers', '1');
  expect(refused.stderr).toContain(`error[${error}]`);
  expect(refused.stderr).toContain('my-optimizer.ts');
  expect(refused.stderr).toContain(says);
  expect(refused).toMatchObject({ code: 2, stdout: '' });
  expect(existsSync(join(place.directory, '.sweepdeck'))).toBe(false);
});
