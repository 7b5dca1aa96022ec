/**
 * Source of a loss that ends its own worker in about one of N steps: a process by SIGKILL, a thread by leaving. N is the
 * content of the file `deadly` in the current folder, or of the file that SWEEPDECK_TEST_DEADLY names; without the file
 * the loss ends nothing. Each end adds a line to the file `deaths` beside it: the number of batches of 4 images that the
 * loss has seen, the last one included.
 */
export const deadlyLoss = `
import { appendFileSync, readFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

const file = process.env.SWEEPDECK_TEST_DEADLY ?? 'deadly';

function stepsToLive() {
  try {
    return Number(readFileSync(file, 'utf8'));
  } catch {
    return Infinity;
  }
}

export default {
  create(_, { tf }) {
    const steps = stepsToLive();
    let batches = 0;
    return (logits, targets) => {
      if (logits.shape[0] === 4) batches++;
      if (Math.random() < 1 / steps) {
        appendFileSync(file.replace(/deadly$/, 'deaths'), batches + '\\n');
        if (isMainThread) process.kill(process.pid, 'SIGKILL');
        else process.exit(1);
      }
      return tf.mean(tf.squaredDifference(tf.softmax(logits), targets), 1);
    };
  },
};
`;
