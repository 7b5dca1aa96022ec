import stringWidth from 'string-width';

/**
 * Text in which every code unit takes one column: Latin, Greek, Cyrillic, dashes and dots, arrows, lines, blocks, braille and
 * check marks. Nearly all that is printed is such text, and to split it into characters takes a hundred times longer.
 */
const plain =
  /^[\u0020-\u007E\u00A0-\u00AC\u00AE-\u02FF\u0370-\u0482\u2010-\u2027\u2190-\u2193\u2500-\u259F\u25B2\u2713\u2717\u2800-\u28FF]*$/u;

let segmenter: Intl.Segmenter | undefined;

/** What a reader sees as one character: a letter with its marks, an emoji of several code points. */
export function characters(text: string): string[] {
  if (plain.test(text)) return [...text];
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

/** Columns of a terminal that a text takes. */
export function displayWidth(text: string): number {
  return plain.test(text) ? text.length : stringWidth(text);
}

/** The text with blanks behind it up to the width; a wider one stays as it is. */
export function padToWidth(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - displayWidth(text)));
}

/** The longest beginning that takes at most so many columns. */
export function startOf(text: string, width: number): string {
  return takeFrom(characters(text), width).join('');
}

/** The longest end that takes at most so many columns. */
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
