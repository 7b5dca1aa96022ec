import { expect, test } from 'vitest';
import { isDone, trialStatusSchema } from './statuses.ts';

test('a trial is done when it has a result', () => {
  expect(trialStatusSchema.options.filter(isDone)).toEqual(['finished', 'diverged']);
});
