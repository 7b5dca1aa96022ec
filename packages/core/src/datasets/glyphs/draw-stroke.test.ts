import { expect, test } from 'vitest';
import { drawStroke } from './draw-stroke.ts';

function draw(stroke: readonly (readonly [number, number])[], radius: number, darkness = 1): number[] {
  const ink = new Float32Array(25);
  drawStroke({ size: 5, ink }, stroke, radius, darkness);
  return [...ink];
}

test('a horizontal stroke covers its row and half of what its edge crosses', () => {
  // The pen covers y from 1.5 to 3.5: row 2 fully, rows 1 and 3 by half.
  const ink = draw(
    [
      [-5, 2.5],
      [10, 2.5],
    ],
    1,
  );
  expect(ink).toEqual([0, 0.5, 1, 0.5, 0].flatMap((value) => [value, value, value, value, value]));
});

test('overlapping strokes do not get darker, ink outside is cut off', () => {
  const ink = draw(
    [
      [2.5, 2.5],
      [2.5, 2.5],
      [40, 2.5],
      [2.5, 2.5],
    ],
    0.5,
    0.6,
  );
  expect(Math.max(...ink)).toBeCloseTo(0.6, 6);
  expect(ink.slice(0, 5)).toEqual([0, 0, 0, 0, 0]);
});
