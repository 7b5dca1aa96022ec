import { expect, test } from 'vitest';
import golden from '../../../test/golden/models.golden.json' with { type: 'json' };
import normGolden from '../../../test/golden/norm-layers.golden.json' with { type: 'json' };
import { layerRegistry } from '../index.ts';

/** Layers that no other framework gives values of, and where their values and finite differences are tested. */
const testedElsewhere = {
  // Draws at random.
  dropout: 'dropout.test.ts',
  // Made of other layers; models-golden.test.ts compares whole residual networks.
  residual: 'residual.test.ts',
} satisfies Partial<Record<keyof typeof layerRegistry, string>>;

test('every layer is compared with Keras and with finite differences, which the tests of these goldens take in each case', () => {
  const tested = Object.keys({ ...golden.cases, ...normGolden.cases }).map((name) => {
    const [kind, variant] = name.split('/');
    return kind === 'activation' ? variant : kind;
  });
  expect(new Set([...tested, ...Object.keys(testedElsewhere)])).toEqual(new Set(Object.keys(layerRegistry)));
});
