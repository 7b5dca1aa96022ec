import { expect, test } from 'vitest';
import { describeEarlyStop } from './describe-early-stop.ts';

test('an early stop says after which epoch and why', () => {
  expect(describeEarlyStop({ epoch: 7, epochs: 20, patience: 3, minDelta: 0 }, 'validation.accuracy')).toBe(
    'Stopped after epoch 7 of 20: validation accuracy did not improve for 3 epochs.',
  );
  expect(describeEarlyStop({ epoch: 2, epochs: 9, patience: 1, minDelta: 0.002 }, 'validation.accuracy')).toBe(
    'Stopped after epoch 2 of 9: validation accuracy did not improve by more than 0.20 points for 1 epoch.',
  );
});
