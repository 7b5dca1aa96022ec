import { z } from 'zod';
import { optionNotes } from '../registry/index.ts';
import type { NamedLayers } from './layers/chain.ts';
import { dropout } from './layers/dropout.ts';

/** Has no default of 0, which would change the keys of trials from before the option existed. */
export const outputDropoutOption = z
  .number()
  .min(0)
  .lt(1)
  .optional()
  .describe('Share of the hidden values that training drops before the output layer, from 0 to below 1; default: none')
  .register(optionNotes, { neutral: 0 });

/** Returns the dropout before the last dense layer, `dropout1`; no layer for a rate of 0. */
export function outputDropout(rate = 0): NamedLayers {
  return rate > 0 ? [['dropout1', dropout({ rate })]] : [];
}
