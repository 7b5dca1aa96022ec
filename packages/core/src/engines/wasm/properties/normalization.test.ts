import { grads, mul, sum, type Tensor, type Tensor1D } from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { test } from 'vitest';
import type { Activation } from '../../../ops/activation.ts';
import { normalize, type NormalizeOptions } from '../../../ops/normalize.ts';
import { expectSameAsCpu, runs, size, type Draw } from './compare-with-cpu.ts';

const cases = fc
  .record({
    seed: fc.nat(),
    batch: size(6, 3),
    height: size(9, 3),
    width: size(9, 3),
    groups: size(9, 3),
    channelsOfAGroup: size(6, 3),
    // A variance of near 0 is magnified by its root: no engine agrees there with another.
    epsilon: fc.constantFrom(1e-3, 1e-2),
  })
  .map((c) => ({ ...c, channels: c.groups * c.channelsOfAGroup }));

type Case = typeof cases extends fc.Arbitrary<infer T> ? T : never;

type Norm = Pick<NormalizeOptions, 'parts' | 'groups'>;

const norms: Readonly<Record<string, (c: Case) => Norm>> = {
  'batch norm': ({ channels }) => ({ parts: 1, groups: channels }),
  'group norm': ({ batch, groups }) => ({ parts: batch, groups }),
  'layer norm': ({ batch, height, width }) => ({ parts: batch * height * width, groups: 1 }),
};

/** The normalized values, the statistics, and the gradients by input, scale and offset. */
function outputAndGradients({ normal }: Draw, c: Case, norm: Norm, activation: Activation): Tensor[] {
  const options = { ...norm, epsilon: c.epsilon, activation };
  const apply = (parts: readonly Tensor[], changes?: Partial<NormalizeOptions>): [Tensor, Tensor, Tensor] => {
    const [x, scale, offset] = parts as [Tensor, Tensor1D, Tensor1D];
    return normalize(x, scale, offset, { ...options, ...changes });
  };
  const parts = [normal(c.batch, c.height, c.width, c.channels), normal(c.channels), normal(c.channels)];
  // 0 at relu's kink, where engines that round differently take different sides.
  const [distance] = apply(parts, { activation: 'linear' });
  const dy = mul(normal(c.batch, c.height, c.width, c.channels), distance);
  return [...apply(parts), ...grads((...v: Tensor[]) => sum(mul(apply(v)[0], dy)))(parts)];
}

const activations = fc.constantFrom('linear' as const, 'relu' as const);

test.each(Object.entries(norms))('%s and its gradients', async (_, norm) => {
  await fc.assert(
    fc.asyncProperty(cases, activations, (c, activation) =>
      expectSameAsCpu(c.seed, (draw) => outputAndGradients(draw, c, norm(c), activation)),
    ),
    runs,
  );
});
