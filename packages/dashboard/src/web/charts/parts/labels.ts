/** Shortens a label in the middle, where names of variants differ least: `categorical…smoothing-0.1`. */
export function shortenLabel(label: string, maxLength: number): string {
  const characters = [...label];
  if (characters.length <= maxLength) return label;
  const kept = Math.max(1, maxLength - 1);
  const head = Math.ceil(kept / 2);
  return `${characters.slice(0, head).join('')}…${characters.slice(characters.length - (kept - head)).join('')}`;
}

/**
 * Wraps a label after spaces, commas, hyphens and slashes into lines of at most `maxLength`. Text beyond `maxLines`
 * is shortened in the last line.
 */
export function wrapLabel(label: string, maxLength: number, maxLines: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  let rest = label;
  for (const piece of label.match(/[^\s,/-]*[\s,/-]*/g) ?? []) {
    if (line !== '' && `${line}${piece}`.trimEnd().length > maxLength) {
      if (lines.length === maxLines - 1) break;
      lines.push(shortenLabel(line.trim(), maxLength));
      rest = rest.slice(line.length);
      line = '';
    }
    line += piece;
  }
  return [...lines, shortenLabel(rest.trim(), maxLength)];
}
