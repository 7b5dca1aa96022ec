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
    expect(refused.stderr).toMatch(/error\[module-failed\]: .*bad\.ts: while it was tried, /);
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
    expect(refused.stderr).toMatch(/error\[module-timeout\]: .*bad\.ts: .* took longer than 1 s/);
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
    `export default { ${loss.replace('=>', '=> { setTimeout(() => { throw new Error("late"); }, 1500); return')}; } };`,
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
    expect(stderr).toContain('./bad.ts printed while it was tried:\n  printed by a module\n');
  }
});

const training = (print: string): string =>
  `import { writeSync } from 'node:fs';
  export default { create(_, { tf }) { return (z, y) => { ${print} return tf.mean(tf.squaredDifference(z, y), 1); }; } };`;

test('what a module prints is kept with its trial alone, and told in one line', async () => {
  place.write('bad.ts', training(`console.log('\\u001b[2Jshape', z.shape); writeSync(1, 'by number\\n');`));
  const two = sweep.replace(/loss:.*\n/, 'parameters:\n  loss: { values: [mse, { module: ./bad.ts }] }\n');
  place.write('hostile.yaml', two);
  const ended = await place.run('sweep', 'hostile.yaml', '--workers', '1');
  expect(ended).toMatchObject({ code: 0, stderr: '' });
  expect(ended.stdout).not.toMatch(/shape|by number/);
  expect(ended.stdout).toContain('· t2 (bad.ts) printed output. The output of trials is stored: `runner show t2`\n');
  expect(ended.stdout).toContain('1 trial printed output: `runner show t2`\n');

  const shown = await place.runHere('show', 't2');
  expect(shown.stdout).toMatch(/^Output \(\d+ lines, [\d,]+ bytes(; the last 20 here, the rest with --all)?\)$/m);
  expect(shown.stdout).toMatch(/\nshape \[ \d+, 10 \]\nby number\n/);
  expect(shown.stdout).not.toContain('[2J');
  const json = await place.runHere('show', 't2', '--json');
  const { outputs } = JSON.parse(json.stdout) as { readonly outputs: readonly unknown[] };
  expect(outputs).toMatchObject([{ head: expect.stringContaining('\u001b[2Jshape'), omittedBytes: 0, tail: '' }]);
  expect((await place.runHere('show', 't1')).stdout).not.toContain('Output');
});

test.each([
  ['fails', `throw new Error('no');`, 'module-failed'],
  ['ends the process', 'process.exit(0);', 'module-failed'],
  ['hangs', 'for (;;) Math.sqrt(2);', 'step-timeout'],
])('what a module has printed that %s in a step is not lost', async (_, end, code) => {
  place.write('bad.ts', training(`console.log('the last word'); ${end}`));
  const ended = await place.run('sweep', 'hostile.yaml', '--workers', '1', '--step-timeout', '2');
  expect(ended.stdout).toContain('What it printed: `runner show t1`\n');
  const shown = await place.runHere('show', 't1');
  expect(shown.stdout).toContain(`error[${code}]`);
  expect(shown.stdout).toMatch(/\nOutput \(\d+ lines?, \d+ bytes\)\nthe last word\n/);
});

test('a module that prints a million lines trains, and its beginning and end are kept', async () => {
  place.write('bad.ts', training(`for (let i = 0; i < 100_000; i++) console.log('line', i);`));
  const ended = await place.run('sweep', 'hostile.yaml', '--workers', '1');
  expect(ended).toMatchObject({ code: 0, stderr: '' });
  const short = await place.runHere('show', 't1');
  expect(short.stdout).toMatch(
    /Output \(\d,\d{3},\d{3} lines, [\d,]+ bytes; the last 20 here, the rest with --all\)\n… [\d,]+ lines before these\n/,
  );
  expect(short.stdout).toContain('\nline 99999\n\n');
  const all = await place.runHere('show', 't1', '--all');
  expect(all.stdout).toMatch(/Output \([\d,]+ lines, [\d,]+ bytes\)\nline 0\nline 1\n/);
  expect(all.stdout).toMatch(/\n… [\d,]+ bytes left out …\nline \d+\n/);
});

test('a module that does not load is told before the time is over', async () => {
  place.write('bad.ts', `for (;;) Math.sqrt(2); export default { ${loss} };`);
  const refused = await place.run('validate', 'hostile.yaml', '--step-timeout', '7');
  expect(refused).toMatchObject({ code: 2, stdout: '' });
  expect(refused.stderr).toMatch(
    /^Waiting for \.\/bad\.ts to load; gives up after 7 s \(--step-timeout\) \.\.\.\nerror\[module-timeout\]/,
  );
});
