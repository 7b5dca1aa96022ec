import stringWidth from 'string-width';

/**
 * Matches text in which every code unit is one column wide: Latin, Greek, Cyrillic, dashes, dots, arrows, lines,
 * blocks, braille and check marks. Nearly all output is such text, and splitting it into characters would take a
 * hundred times longer.
 */
const plain =
  /^[\u0020-\u007E\u00A0-\u00AC\u00AE-\u02FF\u0370-\u0482\u2010-\u2027\u2190-\u2193\u2500-\u259F\u25B2\u2713\u2717\u2800-\u28FF]*$/u;

let segmenter: Intl.Segmenter | undefined;

/**
 * Splits a text into the characters that a reader sees: a letter with its marks, or an emoji of several code points,
 * is one.
 */
export function characters(text: string): string[] {
  if (plain.test(text)) return [...text];
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

/** Returns the number of terminal columns that a text takes. */
export function displayWidth(text: string): number {
  return plain.test(text) ? text.length : stringWidth(text);
}

/** Pads a text with spaces to a width; a wider text is returned unchanged. */
export function padToWidth(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - displayWidth(text)));
}

/** Returns the longest beginning that fits into a number of columns. */
export function startOf(text: string, width: number): string {
  return takeFrom(characters(text), width).join('');
}

/** Returns the longest end that fits into a number of columns. */
export function endOf(text: string, width: number): string {
  return takeFrom(characters(text).toReversed(), width).toReversed().join('');
}

function takeFrom(all: readonly string[], width: number): string[] {
  const taken: string[] = [];
  let left = width;
  for (const character of all) {
    left -= displayWidth(character);
    if (left < 0) break;
    taken.push(character);
  }
  return taken;
}
