/**
 * Control characters, which a terminal would obey (escape sequences that move the cursor, set the title, write into the
 * clipboard), and marks that change the direction of text, which make it read as something else.
 */
const controls = /[\p{Cc}\u2028\u2029\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu;

/** Text of a user or a file for a line of a terminal: what cannot be seen is written out, `\x1b[31m`. */
export function visibleText(text: string): string {
  return text.replaceAll(controls, writtenOut);
}

/** The colors of `createStyle`; other sequences are not ours. */
const escape = '\u001B';
const ownColors = new RegExp(String.raw`(${escape}\[(?:1|2|22|3[1-6]|39)m)`, 'u');

/**
 * What a command prints, before it is written: lines, and colors where they are on, stay; any other control character came
 * with text of a user or a file and is written out.
 */
export function visibleLines(text: string, isColor: boolean): string {
  const pieces = isColor ? text.split(ownColors) : [text];
  return pieces
    .map((piece, index) =>
      index % 2 === 1 ? piece : piece.replaceAll(controls, (mark) => (mark === '\n' ? mark : writtenOut(mark))),
    )
    .join('');
}

function writtenOut(mark: string): string {
  if (mark === '\n') return String.raw`\n`;
  if (mark === '\t') return ' ';
  const code = mark.charCodeAt(0).toString(16);
  return code.length <= 2 ? `\\x${code.padStart(2, '0')}` : `\\u${code.padStart(4, '0')}`;
}
