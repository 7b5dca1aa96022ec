import { objectiveNames } from '@sweepdeck/core/metrics';
import { isScalar, type Node } from 'yaml';
import type { Expectation } from '../zod/describe-schema.ts';
import { kindOf, quote } from '../zod/describe-value.ts';
import { pathText, type DocumentPath } from '../document/sweep-document.ts';
import { findSynonym } from '../synonyms/find-synonym.ts';

/** Explains how to write a value that has the wrong YAML type. */
export function typeHint(
  path: DocumentPath,
  value: unknown,
  expectation: Expectation,
  node: Node | null,
): string | undefined {
  const kind = kindOf(value);
  const parameter = String(path[1]);
  const isParameter = path[0] === 'parameters' && path.length === 2;
  if (isParameter && kind === 'list') return `write ${parameter}: { values: [...] }`;
  if (isParameter && kind !== 'null') return `write ${parameter}: { value: ${String(value)} }`;
  if (path.at(-1) === 'values' && kind !== 'list' && kind !== 'null') return 'write a list, or value: for a single one';
  if (kind === 'string' && pathText(path) === 'metric') {
    const [name = value] = findSynonym(['metrics'], String(value), objectiveNames)?.names ?? [];
    return `write metric: { name: ${String(name)} }`;
  }
  const isInList = path.some((key) => typeof key === 'number');
  if (kind === 'list' && path[0] !== 'parameters' && !isInList) {
    return `to sweep it, write under parameters: ${pathText(path)}: { values: [...] }`;
  }
  if (typeof value === 'string' && expectation.kinds.includes('number')) {
    return listHint(path, value) ?? numberHint(value, node);
  }
  if (kind === 'number' && expectation.kinds.includes('string') && expectation.names.length === 0) {
    return `put it in quotes: ${quote(String(value))}`;
  }
  return undefined;
}

/**
 * Recognizes `1e-2,1e-3`, which other tools use for several values. A comma between digits alone may be a decimal
 * comma.
 */
function listHint(path: DocumentPath, text: string): string | undefined {
  const parts = text.split(',').map((part) => part.trim());
  const isList = parts.length > 1 && parts.every((part) => part !== '' && Number.isFinite(Number(part)));
  const isDecimal = parts.length === 2 && parts.every((part) => /^-?\d+$/u.test(part));
  if (!isList || isDecimal || path.some((key) => typeof key === 'symbol')) return undefined;
  const target = path[0] === 'parameters' ? String(path[1]) : pathText(path);
  return `several values are a list: parameters.${target}=[${parts.join(', ')}]`;
}

function numberHint(text: string, node: Node | null): string | undefined {
  const number = text.trim().replaceAll('_', '').replace(',', '.');
  if (number === '' || !Number.isFinite(Number(number))) return undefined;
  const isQuoted = isScalar(node) && (node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE');
  return isQuoted ? `drop the quotes: ${number}` : `write ${number}`;
}
