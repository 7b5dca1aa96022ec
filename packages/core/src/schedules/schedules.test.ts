import { array, assert, constantFrom, double, integer, property, record } from 'fast-check';
import { expect, test } from 'vitest';
import golden from '../../test/golden/schedules.golden.json' with { type: 'json' };
import { createNamed, namedConfigSchema } from '../registry/index.ts';
import { scheduleRegistry, type Schedule } from './index.ts';

const configSchema = namedConfigSchema(scheduleRegistry, 'schedules');
const names = Object.keys(scheduleRegistry);

function factorsOf(config: unknown, totalSteps: number): number[] {
  const schedule = createNamed<Schedule>(scheduleRegistry, configSchema.parse(config));
  return Array.from({ length: totalSteps }, (_, i) => schedule(i + 1, totalSteps));
}

const isFalling = (values: readonly number[]): boolean =>
  values.every((value, i) => i === 0 || value <= (values[i - 1] ?? 0) + 1e-12);

test('every schedule has a golden', () => {
  const withoutHistory = names.filter((name) => name !== 'reduce-on-plateau');
  expect([...new Set(golden.cases.map(({ name }) => name))].sort()).toEqual(withoutHistory.sort());
});

test.each(golden.cases)('$name $options is what PyTorch has', ({ name, options, factors }) => {
  const got = factorsOf({ name, ...options }, factors.length);
  // Nine significant digits, and PyTorch's own recursions, which drift by some of them.
  const differences = got.map((factor, i) => Math.abs(factor - (factors[i] ?? Number.NaN)));
  expect(Math.max(...differences)).toBeLessThan(1e-7);
});

const totalSteps = integer({ min: 1, max: 300 });
const share = double({ min: 0, max: 1, noNaN: true });
const positiveShare = double({ min: 1e-6, max: 1, noNaN: true });
const power = double({ min: 0.01, max: 10, noNaN: true });
const warmUp = double({ min: 0, max: 0.5, noNaN: true });
/** Schedules that fall from 1 to `final`. */
const decays = [
  record({ name: constantFrom('exponential'), final: positiveShare }),
  record({ name: constantFrom('polynomial'), final: share, power }),
  record({ name: constantFrom('cosine'), final: share }),
];

test.each(names)('%s stays between 0 and 1 at its defaults, however long the training', (name) => {
  assert(
    property(totalSteps, warmUp, (count, warm_up) => {
      for (const factor of factorsOf({ name, warm_up }, count)) {
        expect(factor).toBeGreaterThanOrEqual(0);
        expect(factor).toBeLessThanOrEqual(1);
      }
    }),
  );
});

test.each(decays.map((decay, i) => [i, decay] as const))(
  'decay %i is 1 first, final last and never rises',
  (_, decay) => {
    assert(
      property(decay, integer({ min: 2, max: 300 }), (config, count) => {
        const factors = factorsOf(config, count);
        expect(factors[0]).toBe(1);
        expect(factors.at(-1)).toBe(config.final);
        expect(isFalling(factors)).toBe(true);
      }),
    );
  },
);

test('step drops where the shares end and only there', () => {
  const drops = double({ min: 1e-6, max: 0.9, noNaN: true });
  assert(
    property(drops, double({ min: 0.02, max: 1, noNaN: true }), totalSteps, (drop, every, count) => {
      const factors = factorsOf({ name: 'step', drop, every }, count);
      expect(factors[0]).toBe(1);
      expect(isFalling(factors)).toBe(true);
      for (const [i, factor] of factors.entries()) {
        const passed = Math.round(Math.log(factor) / Math.log(drop));
        expect(Math.abs(passed - i / (every * count))).toBeLessThan(1 + 1e-6);
      }
    }),
  );
});

test('a drop is not a step late where the share is no binary fraction', () => {
  for (let percent = 2; percent <= 100; percent += 1) {
    const factors = factorsOf({ name: 'step', drop: 0.5, every: percent / 100 }, 100);
    const drops = factors.flatMap((factor, i) => (i > 0 && factor !== factors[i - 1] ? [i] : []));
    expect(drops).toEqual(Array.from({ length: Math.ceil(100 / percent) - 1 }, (_, k) => (k + 1) * percent));
  }
});

test('cosine restarts: every cycle begins at 1 and ends at final, and lengths differ by one step at most', () => {
  assert(
    property(integer({ min: 1, max: 12 }), integer({ min: 24, max: 300 }), share, (cycles, count, final) => {
      const factors = factorsOf({ name: 'cosine', cycles, final: final * 0.9 }, count);
      const starts = factors.flatMap((factor, i) => (factor === 1 ? [i] : []));
      expect(starts).toHaveLength(cycles);
      const lengths = starts.map((start, i) => (starts[i + 1] ?? count) - start);
      expect(Math.max(...lengths) - Math.min(...lengths)).toBeLessThanOrEqual(1);
      for (const [i, start] of starts.entries()) {
        const cycle = factors.slice(start, starts[i + 1] ?? count);
        expect(cycle.at(-1)).toBe(final * 0.9);
        expect(isFalling(cycle)).toBe(true);
      }
    }),
  );
});

test('one-cycle begins at start, rises, falls and ends at final', () => {
  const options = record({ warm_up: warmUp, start: share, final: share, shape: constantFrom('cosine', 'linear') });
  assert(
    property(options, integer({ min: 2, max: 300 }), (config, count) => {
      const factors = factorsOf({ name: 'one-cycle', ...config }, count);
      const peak = Math.max(1, config.warm_up * count);
      expect(factors[0]).toBe(peak === 1 ? 1 : config.start);
      expect(factors.at(-1)).toBe(config.final);
      expect(isFalling(factors.slice(0, Math.floor(peak)).toReversed())).toBe(true);
      expect(isFalling(factors.slice(Math.ceil(peak) - 1))).toBe(true);
      // Between two steps the peak itself is not met.
      expect(Number.isInteger(peak) ? factors[peak - 1] : 1).toBe(1);
    }),
  );
});

test.each(names.filter((name) => name !== 'one-cycle'))(
  'a warm-up of %s rises evenly to its first value; the rest is the schedule over fewer steps',
  (name) => {
    assert(
      property(warmUp, integer({ min: 2, max: 300 }), (warm_up, count) => {
        const factors = factorsOf({ name, warm_up }, count);
        const warmUpSteps = Math.min(Math.round(warm_up * count), count - 1);
        expect(factors.slice(warmUpSteps)).toEqual(factorsOf(name, count - warmUpSteps));
        factors.slice(0, warmUpSteps + 1).forEach((factor, i) => {
          expect(factor).toBeCloseTo((i + 1) / (warmUpSteps + 1), 12);
        });
      }),
    );
  },
);

test('a configuration from before the warm-up has none', () => {
  const schedule = createNamed<Schedule>(scheduleRegistry, { name: 'constant' });
  expect([schedule(1, 10), schedule(10, 10)]).toEqual([1, 1]);
});

test('a training of one step has the base rate', () => {
  for (const name of names) expect(factorsOf(name, 1)).toEqual([1]);
  for (const name of names) expect(factorsOf({ name, warm_up: 0.5 }, 1)).toEqual([1]);
});

test('more cycles than steps still give a factor for every step', () => {
  assert(
    property(integer({ min: 1, max: 1000 }), integer({ min: 1, max: 20 }), (cycles, count) => {
      for (const factor of factorsOf({ name: 'cosine', cycles }, count)) {
        expect(factor >= 0 && factor <= 1).toBe(true);
      }
    }),
  );
});

test('the same step always has the same factor', () => {
  assert(
    property(constantFrom(...names), array(integer({ min: 1, max: 50 }), { minLength: 1 }), (name, order) => {
      const schedule = createNamed<Schedule>(scheduleRegistry, configSchema.parse(name));
      const inOrder = factorsOf(name, 50);
      for (const step of order) expect(schedule(step, 50)).toBe(inOrder[step - 1]);
    }),
  );
});

test.each([
  { name: 'constant', warm_up: 0.6 },
  { name: 'constant', warm_up: -0.1 },
  { name: 'step', drop: 0 },
  { name: 'step', drop: 1.5 },
  { name: 'step', every: 0 },
  { name: 'step', every: 10 },
  { name: 'exponential', final: 0 },
  { name: 'exponential', final: Number.NaN },
  { name: 'polynomial', power: 0 },
  { name: 'cosine', cycles: 1.5 },
  { name: 'cosine', cycles: 0 },
  { name: 'cosine', final: -0.1 },
  { name: 'one-cycle', shape: 'square' },
  { name: 'one-cycle', start: 2 },
  { name: 'cosine', every: 0.1 },
])('refuses %j', (config) => {
  expect(configSchema.safeParse(config).success).toBe(false);
});
