import type { PixelSource } from './measure-pixels.ts';
import { numberChunks, type Numbers } from './number-chunks.ts';
import type { PixelRange } from './pixel-range.ts';

/**
 * Computes `round(255 (value - black) / (white - black))`, limited to 0..255; bytes on the scale 0 to 255 are copied.
 * Writes to `target`, which may be the memory of the values.
 */
export function toBytes(
  { values }: Pick<PixelSource, 'values'>,
  range: PixelRange,
  target: Uint8Array = new Uint8Array(values.length),
): Uint8Array {
  if (!(values instanceof Uint8Array)) {
    for (const { start, numbers } of numberChunks(values)) scale(numbers, range, target.subarray(start));
    return target;
  }
  if (range.black === 0 && range.white === 255) {
    const isThere = values.buffer === target.buffer && values.byteOffset === target.byteOffset;
    if (!isThere) target.set(values);
    return target;
  }
  const table = new Uint8Array(256);
  scale(
    table.map((_, byte) => byte),
    range,
    table,
  );
  for (let i = 0; i < values.length; i++) target[i] = table[values[i] ?? 0] ?? 0;
  return target;
}

function scale(values: Numbers, { black, white }: PixelRange, target: Uint8Array): void {
  const factor = 255 / (white - black);
  for (let i = 0; i < values.length; i++) {
    const byte = Math.round(((values[i] ?? 0) - black) * factor);
    target[i] = byte < 0 ? 0 : byte > 255 ? 255 : byte;
  }
}
