/** One column for each code unit: Latin, Greek, Cyrillic, dashes and dots, arrows, lines, blocks, braille, check marks. */
const plain =
  /^[\u0020-\u007E\u00A0-\u00AC\u00AE-\u02FF\u0370-\u0482\u2010-\u2027\u2190-\u2193\u2500-\u259F\u25B2\u2713\u2717\u2800-\u28FF]*$/u;

/** Emoji, and scripts whose characters take two columns of a terminal (East Asian Width W and F, Unicode Annex 11). */
const wide =
  /^(?:\p{Emoji_Presentation}|.\uFE0F|[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}\u3000-\u303E\uFF01-\uFF60\uFFE0-\uFFE6](?<![\uFF61-\uFFDC]))/u;

/** Only marks that are drawn onto the character before, or nothing. */
const markOnly = /^[\p{Mark}\p{Default_Ignorable_Code_Point}]+$/u;

/** Made when it is first needed: that takes longer than all else that prints a table. */
let segmenter: Intl.Segmenter | undefined;

/** What a reader sees as one character: a letter with its marks, an emoji of several code points. */
export function characters(text: string): string[] {
  if (plain.test(text)) return [...text];
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

/** Columns of a terminal that a text takes; without escape sequences. */
export function displayWidth(text: string): number {
  if (plain.test(text)) return text.length;
  return characters(text).reduce((sum, character) => sum + characterWidth(character), 0);
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
    left -= characterWidth(character);
    if (left < 0) break;
    taken.push(character);
  }
  return taken;
}

function characterWidth(character: string): number {
  if (markOnly.test(character)) return 0;
  return wide.test(character) ? 2 : 1;
}
