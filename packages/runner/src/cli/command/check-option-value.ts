import type { SynonymKind } from '../../spec/synonyms/find-synonym.ts';
import type { NumberRange, OptionDefinition } from './command.ts';
import { suggest, usageError } from './usage-error.ts';

/** Where other tools' values of an option are looked up. */
const valueKinds: ReadonlyMap<string, readonly SynonymKind[]> = new Map([
  ['format', ['formats']],
  ['sort', ['sorts']],
  ['reporter', ['reporters']],
] as const);

/**
 * Refuses a value that an option does not accept. Numbers are still text here.
 *
 * @param help the hint when no better one is known
 *
 * @throws SweepdeckError `usage`
 */
export function checkOptionValue(name: string, value: unknown, definition: OptionDefinition, help: string): void {
  const { type, choices } = definition;
  for (const item of Array.isArray(value) ? value : [value]) {
    if (item === undefined) continue;
    if (type === 'boolean') {
      if (typeof item !== 'boolean') throw usageError(`--${name} takes no value; saw ${JSON.stringify(item)}.`, help);
      continue;
    }
    if (item === false) throw usageError(`--no-${name} is not an option, because --${name} takes a value.`, help);
    const text = String(item);
    if (text.trim() === '') {
      const expected = definition.placeholder ?? (choices === undefined ? type.toUpperCase() : choices.join(', '));
      throw usageError(`--${name} is empty; it needs a value: ${expected}.`, `An unset shell variable? ${help}`);
    }
    if (text.includes('\0')) throw usageError(`--${name} contains a NUL character.`, help);
    if (type === 'number') checkNumber(name, text, definition.range, help);
    if (choices !== undefined && !choices.includes(text)) {
      throw usageError(
        `--${name} is ${JSON.stringify(text)}, but must be one of ${choices.join(', ')}.`,
        suggest(text, choices, { otherwise: help, kinds: valueKinds.get(name) ?? [] }),
      );
    }
  }
}

/** Decimal notation only: no 0x10, no Infinity. */
const decimal = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/iu;

function checkNumber(name: string, text: string, range: NumberRange | undefined, help: string): void {
  const number = Number(text);
  if (!decimal.test(text) || !Number.isFinite(number)) {
    throw usageError(`--${name} needs a number; saw ${JSON.stringify(text)}.`, help);
  }
  if (range === undefined) return;
  const { from, to, isWhole, hint } = range;
  if (number >= from && number <= to && (!isWhole || Number.isInteger(number))) return;
  const kind = isWhole ? 'a whole number' : 'a number';
  const bounds = to === Number.MAX_SAFE_INTEGER ? `from ${from}` : `from ${from} to ${to}`;
  throw usageError(`--${name}: saw ${text}; expected ${kind} ${bounds}.`, hint);
}
