import type { LossModule } from '@sweepdeck/core/losses';

/** Cross-entropy of the logits divided by a temperature: `-sum_k y_k log softmax(z / T)_k`. */
const temperedCrossEntropy: LossModule<{ readonly temperature: number }> = {
  title: 'Tempered cross-entropy',
  parse({ temperature = 2 }) {
    if (typeof temperature !== 'number' || temperature <= 0) throw new Error('temperature must be a number above 0');
    return { temperature };
  },
  create({ temperature }, { tf }) {
    return (logits, targets) => {
      const logP = tf.logSoftmax(tf.div(logits, temperature));
      return tf.neg(tf.sum(tf.mul(targets, logP), 1));
    };
  },
};

export default temperedCrossEntropy;
