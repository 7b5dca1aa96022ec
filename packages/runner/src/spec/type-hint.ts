import { isScalar, type Node } from 'yaml';
import type { Expectation } from './describe-schema.ts';
import { kindOf, quote } from './describe-value.ts';
import { pathText, type DocumentPath } from './sweep-document.ts';

/** How to write a value whose YAML type is not the expected one. */
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
  const isInList = path.some((key) => typeof key === 'number');
  if (kind === 'list' && path[0] !== 'parameters' && !isInList) {
    return `to sweep it, write under parameters: ${pathText(path)}: { values: [...] }`;
  }
  if (typeof value === 'string' && expectation.kinds.includes('number')) return numberHint(value, node);
  if (kind === 'number' && expectation.kinds.includes('string') && expectation.names.length === 0) {
    return `put it in quotes: ${quote(String(value))}`;
  }
  return undefined;
}

function numberHint(text: string, node: Node | null): string | undefined {
  const number = text.trim().replaceAll('_', '').replace(',', '.');
  if (number === '' || !Number.isFinite(Number(number))) return undefined;
  const isQuoted = isScalar(node) && (node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE');
  return isQuoted ? `drop the quotes: ${number}` : `write ${number}`;
}
