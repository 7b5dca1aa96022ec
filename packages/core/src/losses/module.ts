import { createFromModule, moduleOptionsSchema } from '../modules/index.ts';
import { define } from '../registry/index.ts';
import type { Loss, LossContext } from './loss.ts';
import { checkedLoss } from './loss-module.ts';

export const ownLoss = define({
  title: 'Custom module',
  summary: 'A loss from a file of your own, named with `loss: { module: ./my-loss.ts }`.',
  source: 'docs/guides/own-losses-and-optimizers.md',
  options: moduleOptionsSchema,
  impliedBy: 'module',
  async create(reference, context: LossContext): Promise<Loss> {
    const { subject, made } = await createFromModule(reference, context);
    return checkedLoss(subject, made);
  },
});
