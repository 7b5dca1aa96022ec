import { trialConfigSchema } from '@sweepdeck/core/training';
import type { z } from 'zod';
import type { ValueAxis } from '../../records/parameter-axis.ts';
import { describeSchemas } from '../zod/describe-schema.ts';
import { describeValue } from '../zod/describe-value.ts';
import { schemasAt, valueAt } from '../zod/schema-walk.ts';

export type TrialKey = keyof typeof trialConfigSchema.shape;

/** The reason why a cell of nested parameters is not a valid configuration. */
export interface Misfit {
  readonly axis: ValueAxis;
  readonly text: string;
  readonly hint: string;
  /** The option that the part does not have. */
  readonly option?: string;
}

/** Finds the axis that contributed the value that does not fit, and describes the problem there. */
export function describeMisfit(
  axes: readonly ValueAxis[],
  key: TrialKey,
  value: unknown,
  issue: z.core.$ZodIssue,
): Misfit {
  const isUnknown = issue.code === 'unrecognized_keys';
  const path = [...issue.path.map(String), ...(isUnknown ? issue.keys.slice(0, 1) : [])];
  const axis = axisAt(axes, [key, ...path].join('.'));
  const subject = path.join('.');
  const hint = `write the option inside the values of ${key} that have it: { name: ..., ${axis.path.split('.').at(-1)}: ... }`;
  if (isUnknown) {
    const text = `it has no option ${path.at(-1)}`;
    return path.length === 1 ? { axis, text, hint, option: subject } : { axis, text, hint };
  }
  if (issue.code === 'custom') {
    const wholes = `every combination of the values is trained; write those that fit as whole values of ${key}`;
    return { axis, text: subject === '' ? issue.message : `${subject}: ${issue.message}`, hint: wholes };
  }
  const keys = issue.path.filter((part) => typeof part !== 'symbol');
  const expectation = describeSchemas(schemasAt(trialConfigSchema.shape[key], keys, value));
  const seen = valueAt(value, keys);
  return seen === undefined
    ? {
        axis,
        text: `${subject} is missing; expected ${expectation.text}`,
        hint: `give ${key}.${subject} a value, too`,
      }
    : { axis, text: `${subject}: saw ${describeValue(seen, expectation)}; expected ${expectation.text}`, hint };
}

/** Returns the nested parameter that wrote the value at a path, inside it or around it. */
function axisAt(axes: readonly ValueAxis[], path: string): ValueAxis {
  const nested = axes.filter((axis) => axis.path.includes('.'));
  const isWithin = (inner: string, outer: string): boolean => `${inner}.`.startsWith(`${outer}.`);
  const axis =
    nested.find((candidate) => isWithin(path, candidate.path)) ??
    nested.find((candidate) => isWithin(candidate.path, path)) ??
    nested[0];
  if (axis === undefined) throw new Error(`${path} is invalid without a nested parameter`);
  return axis;
}
