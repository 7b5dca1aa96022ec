import { optionNotes } from '@sweepdeck/core/registry';
import type { TrialConfig } from '@sweepdeck/core/training';
import { trialConfigSchema } from '@sweepdeck/core/training';
import { z } from 'zod';
import { alternatives, discriminatorNames, isObjectSchema } from '../zod/schema-walk.ts';

/**
 * Returns the form of a valid configuration that its key is computed from: the same for all ways of writing it.
 * Options at a value without effect (`rotate: 0`) are dropped, and so are parts that become empty (`augmentation:
 * {}`). Defaults must be filled in already.
 */
export function keyForm<Config extends Partial<TrialConfig>>(
  config: Config,
): Readonly<Partial<Record<keyof Config, unknown>>> {
  const forms = Object.fromEntries(
    Object.entries(config).flatMap(([key, value]) => {
      const schema = trialConfigSchema.shape[key as keyof typeof trialConfigSchema.shape];
      const form = formOf(schema, value);
      return isNothing(schema, form) ? [] : [[key, form]];
    }),
  );
  return forms as Readonly<Partial<Record<keyof Config, unknown>>>;
}

/** Returns that form for the value at one place of a configuration. */
export function formOf(schema: z.core.$ZodType, value: unknown): unknown {
  if (Array.isArray(value)) {
    const list = alternatives(schema).find((option) => option instanceof z.ZodArray);
    return list === undefined ? value : value.map((item) => formOf(list.element, item));
  }
  if (typeof value !== 'object' || value === null) return value;
  const shape = shapeOf(schema, value);
  if (shape === undefined) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, child]) => {
      const option = shape[key];
      if (option === undefined) return [[key, child]];
      return child === undefined || child === optionNotes.get(option)?.neutral ? [] : [[key, formOf(option, child)]];
    }),
  );
}

/** Returns the options of the alternative that the value names, or of the only mapping. */
function shapeOf(schema: z.core.$ZodType, value: object): Readonly<Record<string, z.core.$ZodType>> | undefined {
  const options = alternatives(schema).filter(isObjectSchema);
  const name = 'name' in value ? String(value.name) : undefined;
  const named = options.find((option) => name !== undefined && discriminatorNames(option).includes(name));
  return (named ?? (options.length === 1 ? options[0] : undefined))?.shape;
}

/** Tells whether an optional part has become empty, which is the same as omitting it. */
function isNothing(schema: z.core.$ZodType, form: unknown): boolean {
  if (form === undefined) return true;
  const isEmpty = typeof form === 'object' && form !== null && Object.keys(form).length === 0;
  return isEmpty && schema instanceof z.ZodOptional;
}
