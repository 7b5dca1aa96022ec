import { expect, test } from 'vitest';
import { applyOverrides } from './apply-overrides.ts';
import { parseSweepYaml } from './parse-sweep-yaml.ts';
import { nodeAt, pathText, type SweepDocument } from './sweep-document.ts';
import { writtenPlaces } from './written-places.ts';

/** Those of the places that hold something, as the YAML would name them. */
function placesIn(yaml: string, overrides: readonly string[] = []): string[] {
  const sweep: SweepDocument = parseSweepYaml(yaml, 'my-sweep.yaml');
  expect(applyOverrides(sweep, overrides)).toEqual([]);
  return writtenPlaces(sweep, 'loss', 'module')
    .filter((path) => nodeAt(sweep, path).isExact)
    .map(pathText);
}

test.each([
  ['the part itself', 'loss: { module: a.ts }', ['loss.module']],
  ['one value for the part', 'parameters: { loss: { value: { module: a.ts } } }', ['parameters.loss.value.module']],
  [
    'values of the part',
    'parameters: { loss: { values: [mse, { module: a.ts }, hinge, { module: b.ts }] } }',
    ['parameters.loss.values[1].module', 'parameters.loss.values[3].module'],
  ],
  ['one value for the option', 'parameters: { loss.module: { value: a.ts } }', ['parameters.loss.module.value']],
  [
    'values of the option',
    'parameters: { loss.module: { values: [a.ts, b.ts] } }',
    ['parameters.loss.module.values[0]', 'parameters.loss.module.values[1]'],
  ],
  ['another part', 'optimizer: { module: a.ts }', []],
  ['a name alone', 'loss: mse', []],
  ['values that are no list', 'parameters: { loss: { values: mse } }', []],
])('%s', (_, yaml, places) => {
  expect(placesIn(`name: a\n${yaml}`)).toEqual(places);
});

test('an override writes in its place', () => {
  expect(placesIn('name: a', ['loss.module=a.ts'])).toEqual(['loss.module']);
  const swept = 'name: a\nparameters: { loss: { values: [mse, hinge] } }';
  expect(placesIn(swept, ['loss=[mse, { module: a.ts }]'])).toEqual(['parameters.loss.values[1].module']);
});
