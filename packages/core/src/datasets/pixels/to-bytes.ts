import type { PixelSource } from './measure-pixels.ts';
import type { PixelRange } from './pixel-range.ts';

/** `round(255 (value - black) / (white - black))`, at least 0 and at most 255; bytes on the scale 0 to 255 as they are. */
export function toBytes({ values }: Pick<PixelSource, 'values'>, { black, white }: PixelRange): Uint8Array {
  if (values instanceof Uint8Array && black === 0 && white === 255) return values;
  const scale = 255 / (white - black);
  const bytes = new Uint8Array(values.length);
  for (let i = 0; i < bytes.length; i++) {
    bytes[i] = Math.min(255, Math.max(0, Math.round((Number(values[i]) - black) * scale)));
  }
  return bytes;
}
