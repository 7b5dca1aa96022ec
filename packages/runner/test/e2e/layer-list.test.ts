import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makePlace, type Place } from './run-runner.ts';

let place: Place;
beforeEach(() => {
  place = makePlace();
});
afterEach(() => place.remove());

const head = 'name: mine\ndataset: { name: glyphs, count: 200 }\nengine: cpu\ntraining: { epochs: 1 }\n';
const block = '{ name: residual, layers: [{ name: conv2d, filters: 2, padding: same }, batch-norm, relu] }';

test('lists of layers are swept and told apart', async () => {
  const start = '{ name: conv2d, filters: 2, activation: relu }, { name: max-pool, size: 4 }';
  place.write(
    'mine.yaml',
    `${head}parameters:\n  model:\n    values:\n      - { layers: [${start}, flatten, dense] }\n      - { layers: [${start}, ${block}, flatten, dense] }\n`,
  );
  const { code, stdout, stderr } = await place.run('sweep', 'mine.yaml', '--workers', '1', '--json');
  expect({ code, stderr }).toMatchObject({ code: 0 });
  expect(stdout).toContain('residual');
  const { stdout: board } = await place.run('leaderboard', 'mine');
  const labels = [...board.matchAll(/#[0-9a-z]{4} \[conv2d 2, max-pool 4, .*?\]/g)].map(([label]) => label);
  expect(new Set(labels).size).toBe(2);
}, 120_000);

test('a list can be given on the command line', async () => {
  place.write('mine.yaml', `${head}model: { name: seed-cnn, dropout: 0.5 }\n`);
  const set = ['--set', 'model.layers=[flatten, dense]'];
  const { code, stdout } = await place.run('validate', 'mine.yaml', '--no-estimate', ...set);
  expect(stdout).toContain('1 trial');
  expect(code).toBe(0);
});

test.each([
  { layers: '[dense]', says: ['mine.yaml:6:12', 'model.layers[0] (dense): saw an input of 28x28x1', 'put flatten'] },
  { layers: '[flatten, dens]', says: ['mine.yaml:6:21', 'model.layers[1]: saw "dens"', 'did you mean "dense"?'] },
  {
    layers: '[{ name: conv2d, filters: many }, flatten, dense]',
    says: ['mine.yaml:6:37', 'model.layers[0].filters', 'a whole number from 1 to 4096'],
  },
  { layers: '[]', says: ['mine.yaml:6:11', 'model.layers: saw an empty list'] },
  { layers: `[${block}, flatten]`, says: ['the last layer (flatten_1) gives', 'one logit for each class'] },
  { layers: '[{ name: residual, layers: [flatten, relu] }]', says: ['model.layers[0] (residual)', 'mine.yaml:6:12'] },
])('$layers is refused before anything is stored', async ({ layers, says }) => {
  place.write('mine.yaml', `${head}model:\n  layers: ${layers}\n`);
  for (const command of ['validate', 'sweep']) {
    const { code, stderr } = await place.runHere(command, 'mine.yaml');
    for (const text of says) expect(stderr).toContain(text);
    expect(code).toBe(2);
  }
  expect(existsSync(join(place.directory, '.sweepdeck'))).toBe(false);
});
