import { z } from 'zod';
import { define } from '../registry/index.ts';
import { dense } from './layers/dense.ts';
import { flatten } from './layers/flatten.ts';
import type { InputShape, Model } from './model.ts';
import { sequential } from './sequential.ts';

/** Flatten, dense to the classes. With cross-entropy this is multinomial logistic regression. */
export const logistic = define({
  title: 'Logistic regression',
  summary: 'A linear model: the baseline that any network should beat.',
  source: 'Cox (1958), The regression analysis of binary sequences',
  options: z.strictObject({}),
  create:
    () =>
    (input: InputShape): Model =>
      sequential(input, [
        ['flatten', flatten()],
        ['dense1', dense({ units: input.classes })],
      ]),
});
