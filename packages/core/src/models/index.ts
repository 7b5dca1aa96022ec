import type { Registry } from '../registry/index.ts';
import { logistic } from './logistic.ts';
import type { InputShape, Model } from './model.ts';
import { seedCnn } from './seed-cnn.ts';

/** Every model by the name that a sweep uses; each is made for an input shape. */
export const modelRegistry = { 'seed-cnn': seedCnn, logistic } as const satisfies Registry<
  (input: InputShape) => Model
>;

export type { ApplyContext, InputShape, Model } from './model.ts';
