import type { Stroke } from './stroke.ts';

/** A square image of ink from 0 to 1, row major. */
export interface Canvas {
  readonly size: number;
  readonly ink: Float32Array;
}

/**
 * Draws a stroke with a round pen. Coordinates are in pixels; the center of the first pixel is at 0.5, 0.5. Coverage
 * falls from 1 to 0 over one pixel around the edge; where strokes overlap, the darker one wins.
 */
export function drawStroke({ size, ink }: Canvas, stroke: Stroke, radius: number, darkness: number): void {
  const reach = radius + 0.5;
  const reachSquared = reach * reach;
  // Rounded as the canvas stores it.
  const fullInk = Math.fround(darkness);
  for (let i = 1; i < stroke.length; i++) {
    const [x0, y0] = stroke[i - 1] ?? [0, 0];
    const [x1, y1] = stroke[i] ?? [0, 0];
    const dx = x1 - x0;
    const dy = y1 - y0;
    const lengthSquared = dx * dx + dy * dy || 1;
    const left = Math.max(0, Math.floor(Math.min(x0, x1) - reach));
    const right = Math.min(size - 1, Math.ceil(Math.max(x0, x1) + reach));
    const top = Math.max(0, Math.floor(Math.min(y0, y1) - reach));
    const bottom = Math.min(size - 1, Math.ceil(Math.max(y0, y1) + reach));
    for (let row = top; row <= bottom; row++) {
      for (let column = left; column <= right; column++) {
        const position = row * size + column;
        const before = ink[position] ?? 0;
        if (before >= fullInk) continue;
        const px = column + 0.5 - x0;
        const py = row + 0.5 - y0;
        const along = Math.min(1, Math.max(0, (px * dx + py * dy) / lengthSquared));
        const acrossX = px - along * dx;
        const acrossY = py - along * dy;
        const distanceSquared = acrossX * acrossX + acrossY * acrossY;
        if (distanceSquared >= reachSquared) continue;
        const coverage = darkness * Math.min(1, reach - Math.sqrt(distanceSquared));
        if (coverage > before) ink[position] = coverage;
      }
    }
  }
}
