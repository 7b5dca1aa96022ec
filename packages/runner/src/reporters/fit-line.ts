import { displayWidth, padToWidth, startOf } from './display-width.ts';
import type { Paint } from './reporter-terminal.ts';
import { shortenLabel, truncate } from './shorten-labels.ts';
import { visibleText } from './visible-text.ts';

/** A piece of a line, as plain text. Control characters are escaped when it is printed. */
export interface Segment {
  readonly text: string;
  readonly paint?: Paint;
  /** Marks the label of a trial. Labels are shortened first, so that numbers stay whole. */
  readonly isLabel?: boolean;
}

/** A label of this width is still readable. */
const leastLabel = 16;

/** Joins the segments and cuts them to the width, with an ellipsis where text is lost. Colors take no width. */
export function fitLine(segments: readonly Segment[], columns: number): string {
  const pieces = shortenSegments(segments, columns);
  const width = widthOf(pieces);
  let left = width > columns ? Math.max(0, columns - 1) : columns;
  let line = '';
  for (const { text, paint } of pieces) {
    const piece = startOf(text, left);
    left = piece === text ? left - displayWidth(piece) : 0;
    if (piece !== '') line += paint === undefined ? piece : paint(piece);
  }
  return width > columns ? `${line}…` : line;
}

/** Joins the segments without cutting. */
export function joinLine(segments: readonly Segment[]): string {
  return fitLine(segments, Number.POSITIVE_INFINITY);
}

function shortenSegments(segments: readonly Segment[], columns: number): Segment[] {
  const pieces = segments.map((segment) => ({ ...segment, text: visibleText(segment.text) }));
  const excess = widthOf(pieces) - columns;
  if (excess <= 0) return pieces;
  return pieces.map((piece) => {
    if (piece.isLabel !== true) return piece;
    return { ...piece, text: shortenLabel(piece.text, Math.max(leastLabel, displayWidth(piece.text) - excess)) };
  });
}

function widthOf(segments: readonly Segment[]): number {
  return segments.reduce((sum, { text }) => sum + displayWidth(text), 0);
}

/** Pads a text to exactly this width, or cuts it with an ellipsis. */
export function fitText(text: string, width: number): string {
  return padToWidth(truncate(text, width), width);
}
