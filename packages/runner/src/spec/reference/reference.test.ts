import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { SweepdeckError } from '@sweepdeck/core/errors';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { countTrials } from '../../search/plan-trials.ts';
import { loadSweep } from '../load-sweep.ts';
import { catalogKindNames, catalogKinds } from './catalog-kinds.ts';
import { sweepJsonSchema, sweepReferenceMarkdown } from './reference.ts';
import { loadText, refusal } from '../testing/load-text.ts';

const root = fileURLToPath(new URL('../../../../..', import.meta.url));
const experiments = readdirSync(`${root}experiments`).filter((name) => name.endsWith('.yaml'));
const editor = z.fromJSONSchema(sweepJsonSchema());
/** Returns the code of the runner's refusal; `valid` when it accepts the sweep. */
function codeOf(yaml: string): string {
  return refusal(() => {
    loadText(yaml);
    throw new SweepdeckError({ code: 'valid', message: '' });
  }).code;
}
/** Tells whether an editor accepts a sweep. */
const accepts = (yaml: string): boolean => editor.safeParse(parse(yaml)).success;

test.each(experiments)('%s is valid for the runner and for the editor, and says what it asks', (name) => {
  const { source } = loadSweep(`experiments/${name}`, { currentDirectory: root });
  expect(accepts(source)).toBe(true);
  expect(source).toMatch(/^# yaml-language-server: \$schema=\.\.\/docs\/reference\/sweep\.schema\.json\n/);
  expect(source).toMatch(/# Question: [^]*# Expect: /);
});

test('the experiments have the sizes that they speak of, and can be cut down from the command line', () => {
  const count = (name: string, overrides: string[] = []): number =>
    countTrials(loadSweep(`experiments/${name}.yaml`, { currentDirectory: root, overrides }).spec);
  expect(count('quickstart')).toBe(27);
  expect(count('seed-cnn')).toBe(15);
  expect(count('seed-cnn', ['loss=cross-entropy'])).toBe(5);
  expect(count('loss-optimizer-rate')).toBe(144);
  const cut = ['optimizer=[sgd, adam]', 'learning_rate=[1e-3, 1e-2]', 'training.epochs=1', 'repeats=1'];
  expect(count('loss-optimizer-rate', cut)).toBe(12);
});

test.each([
  ['name: a\noptimizer: adam', true],
  ['name: a\noptimizer: { name: adam, beta_1: 0.5 }', true],
  ['name: a\nparameters: { optimizer: { values: [sgd, { name: adam, beta_1: 0.5 }] } }', true],
  ['name: a\noptimizer: adm', false],
  ['name: a\ndataset: idx', false],
  ['name: a\noptimizer: { name: sgd, beta_1: 0.5 }', false],
  ['name: a\nparameters: { optimizer: { values: [] } }', false],
  ['name: a\nparameters: { optimizer: {} }', false],
  ['name: a\nparameters: { rate: { values: [1] } }', false],
  ['name: a\nepochs: 3', false],
  ['name: a\nparameters: { model.options.a: { values: [1] } }', false],
])('the editor and the runner agree on %j', (yaml, isValid) => {
  expect(accepts(yaml)).toBe(isValid);
  expect(codeOf(yaml)).toBe(isValid ? 'valid' : 'sweep-invalid');
});

test('the editor takes a module and a list of layers without a name, wherever they stand', () => {
  expect(accepts('name: a\nmodel: { layers: [flatten, dense] }')).toBe(true);
  expect(accepts('name: a\nmodel: { name: mlp, layers: [flatten, dense] }')).toBe(false);
  for (const part of ['loss', 'optimizer']) {
    expect(accepts(`name: a\n${part}: { module: ./mine.ts, options: { a: 1 } }`)).toBe(true);
    expect(accepts(`name: a\nparameters: { ${part}: { values: [{ module: ./mine.ts }] } }`)).toBe(true);
    expect(accepts(`name: a\n${part}: { options: { a: 1 } }`)).toBe(false);
    expect(accepts(`name: a\n${part}: module`)).toBe(false);
  }
});

test('any option of a module may be swept, for the editor and the runner alike', () => {
  for (const [entry, isValid] of [
    ['{ values: [1, 3] }', true],
    ['{ value: { deep: [1] } }', true],
    ['{ values: [] }', false],
    ['[1, 3]', false],
  ] as const) {
    const yaml = `name: a\nloss: { module: ./mine.ts }\nparameters: { loss.options.temperature: ${entry} }`;
    expect(accepts(yaml)).toBe(isValid);
    // The file is looked for only when the rest is right.
    expect(codeOf(yaml)).toBe(isValid ? 'module-not-found' : 'sweep-invalid');
  }
});

test('a hash is no parameter', () => {
  for (const part of ['loss', 'optimizer', 'model']) {
    const yaml = `name: a\nparameters: { ${part}.sha256: { values: [${'a'.repeat(64)}] } }`;
    expect(accepts(yaml)).toBe(false);
    expect(codeOf(yaml)).toBe('sweep-invalid');
  }
});

test('the page names every key with its meaning, and leads to the catalog for names and their options', () => {
  const page = sweepReferenceMarkdown();
  expect(page).toContain('| `learning_rate` | a number above 0 and at most 1000 | `0.001` | Base learning rate |');
  expect(page).toContain('| `training.epochs` | a whole number from 1 to 100000 |');
  expect(page).toContain('| `augmentation.shift` | a number from 0 to 1 | [augmentation](catalog.md#augmentation) |');
  expect(page).toContain('| [early-stopping](catalog.md#early-stopping) |');
  for (const kind of catalogKindNames) expect(page).toContain(`](catalog.md#${kind}): ${catalogKinds[kind].summary}`);
  for (const many of ['validation.brier', 'symmetric-cross-entropy', 'schedule-free-adamw', 'fashion-mnist'])
    expect(page).not.toContain(`${many},`);
  expect(page).not.toMatch(/undefined|\[object/);
});

test('the sweeps in the guide are valid', () => {
  const guide = readFileSync(`${root}docs/guides/writing-a-sweep.md`, 'utf8');
  const sweeps = [...guide.matchAll(/```yaml\n(name:[^]*?)```/g)].map(([, yaml = '']) => yaml);
  expect(sweeps.length).toBe(4);
  for (const yaml of sweeps) {
    expect(() => loadText(yaml)).not.toThrow();
    expect(accepts(yaml)).toBe(true);
  }
});

test('the messages in the guide are what the runner says', () => {
  const guide = readFileSync(`${root}docs/guides/writing-a-sweep.md`, 'utf8');
  const [, sweep = ''] = /```yaml\n(name:[^]*?)```/.exec(guide) ?? [];
  const [, messages] = /```text\n([^]*?)\n```/.exec(guide) ?? [];
  const wrong = sweep.replace('epochs', 'epoch').replace('[0.001', '["0.001"');
  expect(refusal(() => loadText(wrong)).message).toBe(messages);
});
