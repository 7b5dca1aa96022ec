import { z } from 'zod';

export const pixelRangeSchema = z
  .strictObject({
    black: z.number().describe('Value of a black pixel'),
    white: z.number().describe('Value of a white pixel, above `black`'),
  })
  .refine(({ black, white }) => black < white, 'saw white not above black; expected black below white');

/** The values of black and white in a source; values between them are spread evenly. */
export type PixelRange = z.output<typeof pixelRangeSchema>;

export const unitRange: PixelRange = { black: 0, white: 1 };
export const byteRange: PixelRange = { black: 0, white: 255 };

/** Formats a range for people: `0 to 255`. */
export function describeRange({ black, white }: PixelRange): string {
  return `${formatPixel(black)} to ${formatPixel(white)}`;
}

/** Formats a range for a sweep file. */
export function rangeOption({ black, white }: PixelRange): string {
  return `dataset.pixel_range: { black: ${formatPixel(black)}, white: ${formatPixel(white)} }`;
}

/** Formats a pixel without the noise of a float's last digits. */
export function formatPixel(value: number): string {
  return String(Number(value.toPrecision(9)));
}

/** Returns half the step between two bytes: a value beyond an end by less becomes the same byte as the end. */
export function halfStep({ black, white }: PixelRange): number {
  return (white - black) / 255 / 2;
}
