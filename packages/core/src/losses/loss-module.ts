import { grad, Tensor, tidy, type Tensor2D } from '@tensorflow/tfjs-core';
import { describeKind, moduleFailed, moduleInvalid, type ModuleOptions, type OwnModule } from '../modules/index.ts';
import type { Loss, LossContext } from './loss.ts';

/** A custom loss: the default export of the file that a sweep names with `loss: { module: ./my-loss.ts }`. */
export type LossModule<Options = ModuleOptions> = OwnModule<Options, LossContext, Loss>;

/**
 * Wraps a custom loss so that its result is checked in every step.
 *
 * @param subject name of the module in error messages
 *
 * @throws SweepdeckError `module-invalid` when it is not a function. Its calls throw `module-failed` when it throws,
 * and `module-invalid` when it does not return `[batch]`; `checkGradient` throws `module-failed` when no gradient
 * reaches the logits
 */
export function checkedLoss(subject: string, made: unknown): Loss {
  if (typeof made !== 'function') {
    throw moduleInvalid(subject, `create returned ${describeKind(made)}; expected a function of logits and targets`);
  }
  const loss = made as (...batch: Parameters<Loss>) => unknown;
  const checked: Loss = (logits, targets) => {
    let value: unknown;
    try {
      value = loss(logits, targets);
    } catch (error) {
      throw moduleFailed(subject, 'the loss', error);
    }
    if (isPerImage(value, logits)) return value;
    const saw = isTensor(value) ? `a tensor of shape [${value.shape.join(', ')}]` : describeKind(value);
    throw moduleInvalid(
      subject,
      `the loss returned ${saw}; expected a tensor of shape [${logits.shape[0]}], one value per image`,
      'Sum or average over the classes (axis 1); training itself takes the mean over the batch.',
    );
  };
  const checkGradient = (logits: Tensor2D, targets: Tensor2D): void => {
    try {
      tidy(() => void grad((z) => checked(z as Tensor2D, targets))(logits));
    } catch (error) {
      const hint =
        'Compute the loss from the logits with operations of `tf` that have a gradient (tf.topk and tf.argMax do not), and run the same command again.';
      throw moduleFailed(subject, 'the gradient of the loss', error, hint);
    }
  };
  return Object.assign(checked, { checkGradient });
}

function isPerImage(value: unknown, logits: Tensor2D): value is ReturnType<Loss> {
  return isTensor(value) && value.rank === 1 && value.shape[0] === logits.shape[0];
}

function isTensor(value: unknown): value is Tensor {
  return value instanceof Tensor;
}
