import type { OptimizerModule } from '@sweepdeck/core/optimizers';

/** Moves each weight by the learning rate against the sign of its gradient. */
const signDescent: OptimizerModule = {
  title: 'Sign descent',
  create(_options, { tf }) {
    return {
      init: () => ({}),
      update(gradients, state, _parameters, { learningRate }) {
        const updates = Object.fromEntries(
          Object.entries(gradients).map(([name, gradient]) => [name, tf.mul(tf.sign(gradient), -learningRate)]),
        );
        return { updates, state };
      },
    };
  },
};

export default signDescent;
