import type { DocumentPath } from '../document/sweep-document.ts';
import { pathText } from '../document/sweep-document.ts';
import { sweepablePaths } from '../schema/sweepable-paths.ts';
import { findSynonym } from '../synonyms/find-synonym.ts';

/**
 * Recognizes a value that another tool reads as a search space: `choice(sgd, adam)`, `tune.loguniform(1e-4, 1e-1)`,
 * `trial.suggest_float("lr", 1e-4, 1e-1)`, or `${lr}`, which takes the value of another key.
 */
export function hintOfSearchFunction(path: DocumentPath, text: string): string | undefined {
  if (/^\$\{.*\}$/su.test(text.trim())) return 'values cannot refer to other keys; write the value itself';
  const [, name = '', written = ''] = /^(?:\w+\.)*(\w+)\((.*)\)$/su.exec(text.trim()) ?? [];
  const meaning = findSynonym(['searchFunctions'], name, ['values']);
  if (meaning === undefined) return undefined;
  const target = sweptPath(path);
  if (target === undefined) return `${pathText(path)} cannot be swept; write one value`;
  if (meaning.note !== undefined) return underParameters(path, target, meaning.note);
  const isInValues = path[0] === 'parameters' && path.includes('values');
  const values = `[${valuesIn(written)}]`;
  if (isInValues) return `list the values themselves: values: ${values}`;
  return path[0] === 'parameters'
    ? `list the values themselves: ${target}: { values: ${values} }`
    : `list the values under parameters: ${target}: { values: ${values} }`;
}

/** Explains how a part that is written as `{ values: [...] }` is swept. */
export function hintOfValuesOutsideParameters(path: DocumentPath, value: unknown): string | undefined {
  if (path[0] === 'parameters' || typeof value !== 'object' || value === null) return undefined;
  const keys = Object.keys(value);
  const known = keys.map((key) => findSynonym(['keys'], key, ['values'])).find((meaning) => meaning !== undefined);
  const target = sweptPath(path);
  if (target === undefined) return undefined;
  if (known?.note !== undefined) return underParameters(path, target, known.note);
  return known === undefined && !keys.includes('value')
    ? undefined
    : `to sweep it, write under parameters: ${target}: { values: [...] }`;
}

/** Adds to a note's `{ values: ... }` where it is written. */
function underParameters(path: DocumentPath, target: string, note: string): string {
  return path[0] === 'parameters' ? note : note.replace(': { values', ` under parameters: ${target}: { values`);
}

/** Returns the path to sweep for a place in a sweep; undefined for a place that takes one value only. */
function sweptPath(path: DocumentPath): string | undefined {
  const target = path[0] === 'parameters' ? String(path[1]) : pathText(path);
  const isKnown = sweepablePaths.some((known) => known.path === target) && !target.startsWith('dataset');
  return isKnown || path[0] === 'parameters' ? target : undefined;
}

/** Returns the values in a call's arguments, without the name that Optuna and Keras Tuner put first. */
function valuesIn(written: string): string {
  const list = /\[(.*)\]/su.exec(written)?.[1] ?? written;
  const values = list
    .split(',')
    .map((value) => value.trim().replaceAll(/^["']|["']$/gu, ''))
    .filter((value) => value !== '');
  return values.length === 0 ? '...' : values.join(', ');
}
