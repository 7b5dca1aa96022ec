import { adadelta } from './adadelta.ts';
import { adagrad } from './adagrad.ts';
import { adam } from './adam.ts';
import { adamax } from './adamax.ts';
import { adamw } from './adamw.ts';
import { adan } from './adan.ts';
import { amsgrad } from './amsgrad.ts';
import { lamb } from './lamb.ts';
import { lars } from './lars.ts';
import { lion } from './lion.ts';
import { ownOptimizer } from './module.ts';
import { momentum } from './momentum.ts';
import { muon } from './muon.ts';
import { nadam } from './nadam.ts';
import { nesterov } from './nesterov.ts';
import { radam } from './radam.ts';
import { rmsprop } from './rmsprop.ts';
import { scheduleFreeAdamW } from './schedule-free-adamw.ts';
import { sgd } from './sgd.ts';
import { withCommonOptions } from './options/with-common-options.ts';

/** Every optimizer, by the name that a sweep uses, with the options that all of them share. */
export const optimizerRegistry = withCommonOptions({
  sgd,
  momentum,
  nesterov,
  adam,
  adamw,
  amsgrad,
  nadam,
  radam,
  adamax,
  rmsprop,
  adagrad,
  adadelta,
  lion,
  lamb,
  lars,
  adan,
  muon,
  'schedule-free-adamw': scheduleFreeAdamW,
  module: ownOptimizer,
});
