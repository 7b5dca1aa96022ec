import type { PixelSource } from './measure-pixels.ts';
import type { PixelRange } from './pixel-range.ts';

/**
 * `round(255 (value - black) / (white - black))`, at least 0 and at most 255; bytes on the scale 0 to 255 as they are.
 * `target` gets them, which may be the memory of the values.
 */
export function toBytes(
  { values }: Pick<PixelSource, 'values'>,
  { black, white }: PixelRange,
  target: Uint8Array = new Uint8Array(values.length),
): Uint8Array {
  if (values instanceof Uint8Array && black === 0 && white === 255) {
    const isThere = values.buffer === target.buffer && values.byteOffset === target.byteOffset;
    if (!isThere) target.set(values);
    return target;
  }
  const scale = 255 / (white - black);
  for (let i = 0; i < values.length; i++) {
    target[i] = Math.min(255, Math.max(0, Math.round((Number(values[i]) - black) * scale)));
  }
  return target;
}
