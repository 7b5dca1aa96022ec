import { characters, displayWidth, endOf, startOf } from './display-width.ts';

/** Cuts a text to a width, with an ellipsis at its end. */
export function truncate(text: string, width: number): string {
  return displayWidth(text) <= width ? text : `${startOf(text, Math.max(0, width - 1))}${width > 0 ? '…' : ''}`;
}

/** Cuts a text in its middle: labels differ at the end as often as at the beginning. */
export function shortenLabel(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  if (width < 5) return truncate(text, width);
  const tail = endOf(text, Math.floor((width - 1) / 2));
  return `${startOf(text, width - 1 - displayWidth(tail))}…${tail}`;
}

/**
 * Shortens labels to a width. Labels that would become equal lose what they have in common rather than what tells
 * them apart: `cross-…0.1)` and `cross-…0.2)`.
 */
export function shortenLabels(labels: readonly string[], width: number): Map<string, string> {
  const short = new Map([...new Set(labels)].map((label) => [label, truncate(label, width)]));
  for (const group of sameOf(short)) {
    const common = commonStart(group);
    for (const label of group) short.set(label, withoutCommon(label, common, width));
  }
  // The common part may be in several places; then both ends are kept.
  for (const group of sameOf(short)) for (const label of group) short.set(label, shortenLabel(label, width));
  return short;
}

/** Returns the smallest width at which different labels stay different. */
export function distinctWidth(labels: readonly string[], least: number): number {
  const longest = Math.max(0, ...labels.map(displayWidth));
  for (let width = least; width < longest; width++) if (sameOf(shortenLabels(labels, width)).length === 0) return width;
  return Math.max(least, longest);
}

/** Groups labels that would look the same. */
function sameOf(short: ReadonlyMap<string, string>): string[][] {
  const groups = new Map<string, string[]>();
  for (const [label, text] of short) groups.set(text, [...(groups.get(text) ?? []), label]);
  return [...groups.values()].filter(({ length }) => length > 1);
}

/** Returns the common beginning of all labels, up to the start of a word or number. */
function commonStart(labels: readonly string[]): string {
  const [first = '', ...others] = labels.map(characters);
  let length = 0;
  while (length < first.length && others.every((other) => other[length] === first[length])) length++;
  const start = [...first].slice(0, length).join('');
  return start.replace(/[\p{L}\p{N}._+-]*$/u, '');
}

function withoutCommon(label: string, common: string, width: number): string {
  const rest = label.slice(common.length);
  const room = width - 1 - displayWidth(rest);
  if (room >= 1) return `${startOf(label, room)}…${rest}`;
  return truncate(`…${rest}`, width);
}
