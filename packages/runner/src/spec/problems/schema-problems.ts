import type { z } from 'zod';
import { describeSchemas, type Expectation } from '../zod/describe-schema.ts';
import { describeValue, kindOf } from '../zod/describe-value.ts';
import { narrowIssues } from './narrow-issues.ts';
import { lazyProblem, type Problem } from '../document/problem.ts';
import { discriminatorNames, keysOf, schemasAt, valueAt } from '../zod/schema-walk.ts';
import {
  nodeAt,
  pathText,
  placeOf,
  placeOfKey,
  type DocumentPath,
  type SweepDocument,
} from '../document/sweep-document.ts';
import { hintOfName, hintOfNames } from './foreign-name.ts';
import { hintOfNameKey } from './name-key.ts';
import { hintOfSearchFunction, hintOfValuesOutsideParameters } from './search-function.ts';
import { typeHint } from './type-hint.ts';
import { unknownKeyProblem, type NamedKeys } from './unknown-key.ts';

/** Describes zod's issues in the words of a sweep. */
export function schemaProblems(
  sweep: SweepDocument,
  schema: z.ZodType,
  root: unknown,
  issues: readonly z.core.$ZodIssue[],
): Problem[] {
  const told = new Set<string>();
  return narrowIssues(issues).flatMap((issue) => {
    const path = writtenPath(root, issue.path);
    if (issue.code === 'unrecognized_keys') {
      const schemas = schemasAt(schema, path, root);
      const keys = keysOf(schemas, valueAt(root, path));
      const named = namedKeys(schemas);
      return issue.keys.map((key) => {
        const keyPath = [...path, key];
        return lazyProblem(placeOfKey(sweep, keyPath), pathText(keyPath), () =>
          unknownKeyProblem(path, key, keys, named),
        );
      });
    }
    // Zod reports each violated bound, but the expected text names them all.
    const id = JSON.stringify(issue.code === 'custom' ? [path, issue.message] : path);
    if (told.has(id)) return [];
    told.add(id);
    return [lazyProblem(placeOf(sweep, path), pathText(path), () => describeIssue(sweep, schema, root, issue, path))];
  });
}

/** Returns the alternatives by name at a place, with their options. */
function namedKeys(schemas: readonly z.core.$ZodType[]): NamedKeys[] {
  const names = new Set(schemas.flatMap(discriminatorNames));
  return [...names].map((name) => ({ name, keys: keysOf(schemas, name) }));
}

function describeIssue(
  sweep: SweepDocument,
  schema: z.ZodType,
  root: unknown,
  issue: z.core.$ZodIssue,
  path: DocumentPath,
): Pick<Problem, 'text' | 'hint'> {
  if (issue.code === 'custom') {
    const twin: unknown = issue.params?.['twin'];
    if (Array.isArray(twin)) {
      const { label } = placeOf(sweep, [...path.slice(0, 2), ...(twin as DocumentPath)]);
      return { text: `${issue.message} at ${label}; expected different values` };
    }
    const hint: unknown = issue.params?.['hint'];
    return { text: issue.message, hint: typeof hint === 'string' ? hint : undefined };
  }
  const value = valueAt(root, path);
  const expectation = describeSchemas(schemasAt(schema, issue.path, root));
  if (value === undefined) {
    const parent = path.slice(0, -1);
    const owner = valueAt(root, parent);
    const hint =
      path.at(-1) === 'name'
        ? (hintOfNameKey(owner, expectation.names) ?? hintOfValuesOutsideParameters(parent, owner))
        : undefined;
    return { text: `missing; expected ${expectation.text}`, hint };
  }
  const text = `saw ${describeValue(value, expectation)}; expected ${expectation.text}`;
  return { text, hint: hintFor(sweep, path, value, expectation) };
}

/**
 * Maps a path to the value as written. A bare name stands for `{ name }`, so a problem of the name is a problem of
 * that value.
 */
function writtenPath(root: unknown, path: DocumentPath): DocumentPath {
  const parent = path.slice(0, -1);
  return path.at(-1) === 'name' && typeof valueAt(root, parent) === 'string' ? parent : path;
}

function hintFor(
  sweep: SweepDocument,
  path: DocumentPath,
  value: unknown,
  expectation: Expectation,
): string | undefined {
  const searched =
    typeof value === 'string' ? hintOfSearchFunction(path, value) : hintOfValuesOutsideParameters(path, value);
  if (searched !== undefined) return searched;
  if (typeof value === 'string' && expectation.names.length > 0) {
    return hintOfName(value, expectation.names) ?? hintOfNames(path, value, expectation.names);
  }
  const { node } = nodeAt(sweep, path);
  return expectation.kinds.includes(kindOf(value)) ? undefined : typeHint(path, value, expectation, node);
}
