import { lossRegistry } from '@sweepdeck/core/losses';
import { optimizerRegistry } from '@sweepdeck/core/optimizers';
import { scheduleRegistry } from '@sweepdeck/core/schedules';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makePlace, type Place } from './run-runner.ts';

let place: Place;
beforeAll(() => {
  place = makePlace();
});
afterAll(() => place.remove());

interface Entry {
  readonly name: string;
  readonly options: readonly { readonly name: string; readonly default: unknown }[];
}

test('catalog lists every kind and name', async () => {
  const { code, stdout, stderr } = await place.run('catalog');
  expect([code, stderr]).toEqual([0, '']);
  for (const name of Object.keys({ ...lossRegistry, ...optimizerRegistry, ...scheduleRegistry })) {
    expect(stdout).toContain(`\n${name} `);
  }
  expect(stdout).toMatch(/^losses \(\d+\)$/m);
  expect(stdout).toMatch(/^metrics \(\d+\)$/m);
});

test('catalog of a kind shows options with default and range', async () => {
  const { code, stdout } = await place.runHere('catalog', 'schedules');
  expect(code).toBe(0);
  expect(stdout).toMatch(/^cosine +The rate falls/m);
  expect(stdout).toMatch(/^ +warm_up = 0 +a number from 0 to 0\.5$/m);
});

test('catalog of a name shows it in full', async () => {
  const { code, stdout } = await place.runHere('catalog', 'losses', 'hinge');
  expect(code).toBe(0);
  expect(stdout).toMatch(/^hinge: Hinge\n/);
  expect(stdout).toMatch(/^form = crammer-singer\n {2}crammer-singer: true class against/m);
  expect(stdout).toMatch(/^in YAML +loss: \{ name: hinge, form: crammer-singer/m);
  expect(stdout).toMatch(/^source +Crammer and Singer/m);
});

test('catalog knows what a sweep configures without naming it', async () => {
  const { code, stdout } = await place.runHere('catalog', 'augmentation');
  expect(code).toBe(0);
  expect(stdout).toMatch(/^ +rotate \(optional\) {2}a number from 0 to 180$/m);
  const stopping = await place.runHere('catalog', 'early-stopping', 'patience');
  expect(stopping.stdout).toMatch(/^in YAML +training: \{ early_stopping: \{ patience: 3 \} \}$/m);
  const json = await place.runHere('catalog', 'metrics', 'validation.brier', '--json');
  expect(JSON.parse(json.stdout)).toMatchObject({ entry: { measured: { range: '0 to 2', goal: 'minimize' } } });
  const help = await place.runHere('catalog', '--help');
  expect(help.stdout.replaceAll(/\s+/g, ' ')).toContain('initializers, augmentation, regularization, early-stopping');
});

test('catalog --json is the same as data', async () => {
  const all = await place.runHere('catalog', '--json');
  const { catalog } = JSON.parse(all.stdout) as { catalog: { kind: string; entries: Entry[] }[] };
  const losses = catalog.find(({ kind }) => kind === 'losses');
  expect(losses?.entries.map(({ name }) => name)).toEqual(Object.keys(lossRegistry));

  const one = await place.runHere('catalog', 'schedules', 'cosine', '--json');
  const { kind, entry } = JSON.parse(one.stdout) as { kind: string; entry: Entry };
  expect(kind).toBe('schedules');
  expect(entry.options).toMatchObject([
    { name: 'final', default: 0 },
    { name: 'cycles', default: 1 },
    { name: 'warm_up', default: 0 },
  ]);
});

test.each([
  [['catalog', 'loses'], 'Did you mean `runner catalog losses`?'],
  [['catalog', 'losses', 'hnge'], 'Did you mean hinge?'],
  [['catalog', 'hinge'], 'Did you mean `runner catalog losses hinge`?'],
  [['catalog', 'losses', 'hinge', 'more'], 'See `runner catalog --help`.'],
])('%j ends with code 2 and a hint', async (words, hint) => {
  const { code, stdout, stderr } = await place.runHere(...words);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toContain('error[usage]:');
  expect(stderr).toContain(`hint: ${hint}`);
});

test('a sweep trains with a schedule and its options', async () => {
  place.write(
    'schedules.yaml',
    `name: schedules
dataset: { name: glyphs, count: 200 }
model: logistic
engine: cpu
training: { epochs: 1 }
parameters:
  schedule: { values: [constant, { name: cosine, warm_up: 0.2 }, { name: one-cycle, shape: linear }] }
`,
  );
  const { code, stdout, stderr } = await place.run('sweep', 'schedules.yaml', '--workers', '2');
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(/Done {2}3 trials: 3 finished/);
});
