import { trialConfigSchema } from '@sweepdeck/core/training';
import { z } from 'zod';
import { alternatives, isObjectSchema, unwrap } from './schema-walk.ts';

export interface SweepablePath {
  /** Dotted: `optimizer.momentum`. */
  readonly path: string;
  readonly schema: z.core.$ZodType;
}

/** Top-level parts of the trial configuration that all trials of a sweep share, or that `repeats` and `folds` vary. */
const unsweepable = ['seed', 'metric', 'fold'];

/** Options that are not swept by themselves: `name` with its whole part, the hash of a file with the file. */
const unsweepableOptions = ['name', 'sha256'];

/** Texts of shapes; most options are the same object in many alternatives. */
const shapeTexts = new Map<z.core.$ZodType, string>();

/** Every path of the trial configuration that `parameters` may name, in the order of the schema, parents first. */
export const sweepablePaths: readonly SweepablePath[] = Object.entries(trialConfigSchema.shape)
  .filter(([key]) => !unsweepable.includes(key))
  .flatMap(([key, schema]) => [{ path: key, schema }, ...pathsBelow(key, schema)]);

/** The options of a module, which checks them itself, each with what a single option takes: any key below is a path. */
export const openPaths: readonly SweepablePath[] = sweepablePaths.flatMap(({ path, schema }): SweepablePath[] => {
  const inner = unwrap(schema);
  return inner instanceof z.ZodRecord ? [{ path, schema: inner.valueType }] : [];
});

/** The path as `parameters` may name it, `undefined` where it may not. */
export function sweepablePath(path: string): SweepablePath | undefined {
  return sweepablePaths.find((known) => known.path === path) ?? moduleOptionPath(path);
}

/** `loss.options.temperature`, or deeper. */
function moduleOptionPath(path: string): SweepablePath | undefined {
  const open = openPaths.find((candidate) => path.startsWith(`${candidate.path}.`));
  const isNamed = path.split('.').every((key) => key !== '' && key !== '__proto__');
  return open === undefined || !isNamed ? undefined : { path, schema: open.schema };
}

/** Every path that any sweep may name and, of those below the options of a module, the ones among `names`. */
export function sweepablePathsWith(names: readonly string[]): readonly SweepablePath[] {
  return [...sweepablePaths, ...names.flatMap((name) => moduleOptionPath(name) ?? [])];
}

function pathsBelow(prefix: string, schema: z.core.$ZodType): SweepablePath[] {
  const byKey = new Map<string, z.core.$ZodType[]>();
  for (const option of alternatives(schema)) {
    if (!isObjectSchema(option)) continue;
    for (const [key, child] of Object.entries(option.shape)) {
      if (!unsweepableOptions.includes(key)) byKey.set(key, [...(byKey.get(key) ?? []), child]);
    }
  }
  return [...byKey].flatMap(([key, schemas]) => {
    const path = `${prefix}.${key}`;
    const merged = merge(schemas);
    return [{ path, schema: merged }, ...pathsBelow(path, merged)];
  });
}

/** Options of the same name (`epsilon` of two optimizers) count as one where they take the same values. */
function merge(schemas: readonly z.core.$ZodType[]): z.core.$ZodType {
  const distinct = new Map(schemas.map((schema) => [schemas.length === 1 ? '' : shapeText(schema), schema]));
  const [first, ...rest] = distinct.values();
  if (first === undefined) throw new Error('no schema to merge');
  return rest.length === 0 ? first : z.union([first, ...rest]);
}

function shapeText(schema: z.core.$ZodType): string {
  const known = shapeTexts.get(schema);
  if (known !== undefined) return known;
  const { default: _, description: __, ...shape } = z.toJSONSchema(schema, { io: 'input' });
  const text = JSON.stringify(shape);
  shapeTexts.set(schema, text);
  return text;
}
