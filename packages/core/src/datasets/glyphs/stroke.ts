import { cosine, sine } from '../../portable-math/index.ts';

/** A point in the unit square of a glyph: x to the right, y down. */
export type Point = readonly [x: number, y: number];

/** A pen stroke: points connected by straight lines. */
export type Stroke = readonly Point[];

const longestPiece = 0.07;

/** Makes a stroke of straight lines through the points. */
export function line(...points: Point[]): Stroke {
  const [first, ...others] = points;
  if (first === undefined) return [];
  const stroke: Point[] = [first];
  let [x0, y0] = first;
  for (const [x1, y1] of others) {
    // Short pieces allow the elastic distortion to bend a straight line.
    const pieces = Math.max(1, Math.ceil(lengthOf(x1 - x0, y1 - y0) / longestPiece));
    for (let i = 1; i <= pieces; i++) stroke.push([x0 + ((x1 - x0) * i) / pieces, y0 + ((y1 - y0) * i) / pieces]);
    [x0, y0] = [x1, y1];
  }
  return stroke;
}

/** Makes a part of an ellipse, clockwise on screen from one angle to another: 0 degrees is to the right, 90 down. */
export function arc(center: Point, radii: Point, fromDegrees: number, toDegrees: number): Stroke {
  const sweep = ((toDegrees - fromDegrees) * Math.PI) / 180;
  const pieces = Math.max(2, Math.ceil((Math.abs(sweep) * Math.max(...radii)) / longestPiece));
  return Array.from({ length: pieces + 1 }, (_, i) => {
    const angle = (fromDegrees * Math.PI) / 180 + (sweep * i) / pieces;
    return [center[0] + radii[0] * cosine(angle), center[1] + radii[1] * sine(angle)] as const;
  });
}

/** Joins strokes into one: the end of each is connected to the start of the next. */
export function join(...strokes: Stroke[]): Stroke {
  const joined: Point[] = [];
  for (const stroke of strokes) {
    const end = joined.at(-1);
    const [start] = stroke;
    if (end !== undefined && start !== undefined) joined.push(...line(end, start).slice(1, -1));
    joined.push(...stroke);
  }
  return joined;
}

function lengthOf(x: number, y: number): number {
  return Math.sqrt(x * x + y * y);
}
