import { createFromModule, moduleOptionsSchema } from '../modules/index.ts';
import { define } from '../registry/index.ts';
import type { Loss, LossContext } from './loss.ts';
import { checkedLoss } from './loss-module.ts';

export const ownLoss = define({
  title: 'Own module',
  summary: 'The loss that a file of your own makes; `loss: { module: ./my-loss.ts }` names it.',
  source: 'docs/guides/own-losses-and-optimizers.md',
  options: moduleOptionsSchema,
  impliedBy: 'module',
  async create(reference, context: LossContext): Promise<Loss> {
    const { subject, made } = await createFromModule(reference, context);
    return checkedLoss(subject, made);
  },
});
