/**
 * Matches control characters, which a terminal would obey (escape sequences move the cursor, set the title, write
 * into the clipboard), and marks that change the direction of text and so make it read as something else.
 */
const controls = /[\p{Cc}\u2028\u2029\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu;

/** Escapes invisible characters in a text from a user or a file: `\x1b[31m`. */
export function visibleText(text: string): string {
  return text.replaceAll(controls, writtenOut);
}

/** The color sequences that `createStyle` writes. Any other sequence comes from elsewhere. */
const escape = '\u001B';
const ownColors = new RegExp(String.raw`(${escape}\[(?:1|2|22|3[1-6]|39)m)`, 'u');

/**
 * Escapes the control characters in a command's output, except line breaks and, when colors are on, the program's own
 * color sequences.
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
