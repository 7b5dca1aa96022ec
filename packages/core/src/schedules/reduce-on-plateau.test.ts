import { array, assert, constantFrom, double, integer, property } from 'fast-check';
import { expect, test } from 'vitest';
import golden from '../../test/golden/reduce-on-plateau.golden.json' with { type: 'json' };
import { createNamed, namedConfigSchema } from '../registry/index.ts';
import { scheduleRegistry, type Schedule } from './index.ts';
import type { TrainingHistory } from './schedule.ts';

const configSchema = namedConfigSchema(scheduleRegistry, 'schedules');
const make = (options: object): Schedule =>
  createNamed<Schedule>(scheduleRegistry, configSchema.parse({ name: 'reduce-on-plateau', ...options }));

test.each(golden.cases)('$goal with $options falls where PyTorch does', ({ goal, options, objectives, factors }) => {
  const schedule = make(options);
  const values = objectives.map((objective) => objective ?? Number.NaN);
  factors.forEach((factor, epoch) => {
    const history = { objectives: values.slice(0, epoch + 1), goal: goal as TrainingHistory['goal'] };
    expect(schedule(10 * epoch + 11, 1000, history)).toBeCloseTo(factor, 8);
  });
});

test('the rate stays through the first epoch, and through every epoch', () => {
  const schedule = make({ patience: 0 });
  const history = { objectives: [1, 1], goal: 'minimize' } as const;
  expect([schedule(1, 10), schedule(5, 10, { objectives: [], goal: 'minimize' })]).toEqual([1, 1]);
  expect(schedule(7, 10, history)).toBe(schedule(9, 10, history));
});

test('the factor never rises, nor falls below the lowest', () => {
  const objectives = array(double({ min: -10, max: 10 }), { maxLength: 40 });
  assert(
    property(
      objectives,
      constantFrom('maximize', 'minimize'),
      integer({ min: 0, max: 4 }),
      (values, goal, patience) => {
        const schedule = make({ factor: 0.3, patience, min_factor: 0.02 });
        let before = 1;
        for (let epochs = 0; epochs <= values.length; epochs++) {
          const factor = schedule(1, 100, { objectives: values.slice(0, epochs), goal });
          expect(factor).toBeLessThanOrEqual(before);
          expect(factor).toBeGreaterThanOrEqual(0.02);
          before = factor;
        }
      },
    ),
  );
});

test.each([{ factor: 1 }, { factor: 0 }, { patience: -1 }, { patience: 1.5 }, { min_delta: -1 }, { min_factor: 2 }])(
  'refuses %j',
  (options) => {
    expect(configSchema.safeParse({ name: 'reduce-on-plateau', ...options }).success).toBe(false);
  },
);
