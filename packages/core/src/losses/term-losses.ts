import type { Registry } from '../registry/index.ts';
import { asymmetric } from './asymmetric.ts';
import { biTempered } from './bi-tempered.ts';
import { binaryCrossEntropy } from './binary-cross-entropy.ts';
import { classBalanced } from './class-balanced.ts';
import { crossEntropy } from './cross-entropy.ts';
import { focal } from './focal.ts';
import { generalizedCrossEntropy } from './generalized-cross-entropy.ts';
import { hinge } from './hinge.ts';
import { klDivergence } from './kl-divergence.ts';
import { logitAdjusted } from './logit-adjusted.ts';
import type { Loss } from './loss.ts';
import { mae } from './mae.ts';
import { mse } from './mse.ts';
import { poly1 } from './poly-1.ts';
import { symmetricCrossEntropy } from './symmetric-cross-entropy.ts';

/** Every loss that depends on logits and targets only; `combined` can add these up. */
export const termLosses = {
  'cross-entropy': crossEntropy,
  mse,
  hinge,
  mae,
  'binary-cross-entropy': binaryCrossEntropy,
  'kl-divergence': klDivergence,
  focal,
  'generalized-cross-entropy': generalizedCrossEntropy,
  'symmetric-cross-entropy': symmetricCrossEntropy,
  'bi-tempered': biTempered,
  'poly-1': poly1,
  asymmetric,
  'class-balanced': classBalanced,
  'logit-adjusted': logitAdjusted,
} as const satisfies Registry<Loss>;
