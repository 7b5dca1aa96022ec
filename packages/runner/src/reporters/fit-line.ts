import type { Paint } from './reporter-terminal.ts';

/** A piece of a line; `text` has no escape sequences, so that its length is its width. */
export interface Segment {
  readonly text: string;
  readonly paint?: Paint;
}

/** Joins the pieces and cuts them to the width, with an ellipsis where something is lost; colors take no width. */
export function fitLine(segments: readonly Segment[], columns: number): string {
  const width = segments.reduce((sum, { text }) => sum + [...text].length, 0);
  let left = width > columns ? Math.max(0, columns - 1) : columns;
  let line = '';
  for (const { text, paint } of segments) {
    const piece = [...text].slice(0, left).join('');
    left -= [...piece].length;
    if (piece !== '') line += paint === undefined ? piece : paint(piece);
  }
  return width > columns ? `${line}…` : line;
}

/** Text of exactly this width: padded, or cut with an ellipsis. */
export function fitText(text: string, width: number): string {
  const characters = [...text];
  if (characters.length <= width) return text + ' '.repeat(width - characters.length);
  return width <= 0 ? '' : `${characters.slice(0, width - 1).join('')}…`;
}
