/** Channels 0..1, gamma-encoded as in CSS. */
export type Rgb = readonly [red: number, green: number, blue: number];

/** Parses `#rrggbb`. Throws on anything else, because all colours come from our own themes and palettes. */
export function parseHex(hex: string): Rgb {
  if (!/^#[0-9a-f]{6}$/i.test(hex)) throw new Error(`Expected a colour as #rrggbb, got "${hex}".`);
  const channel = (start: number): number => Number.parseInt(hex.slice(start, start + 2), 16) / 255;
  return [channel(1), channel(3), channel(5)];
}

export function toHex(rgb: Rgb): string {
  const channel = (value: number): string =>
    Math.round(Math.min(1, Math.max(0, value)) * 255)
      .toString(16)
      .padStart(2, '0');
  return `#${rgb.map(channel).join('')}`;
}

/** Inverts the sRGB transfer curve of one channel. */
export function toLinear(channel: number): number {
  return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
}

function toGamma(channel: number): number {
  return channel <= 0.0031308 ? channel * 12.92 : 1.055 * Math.max(0, channel) ** (1 / 2.4) - 0.055;
}

/** Returns the WCAG 2 relative luminance, 0..1. */
export function luminance(hex: string): number {
  const [red, green, blue] = parseHex(hex);
  return 0.2126 * toLinear(red) + 0.7152 * toLinear(green) + 0.0722 * toLinear(blue);
}

/** Returns the WCAG 2 contrast ratio, 1..21, the same in both directions. */
export function contrast(first: string, second: string): number {
  const [low, high] = [luminance(first), luminance(second)].toSorted((a, b) => a - b) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

export function withAlpha(hex: string, alpha: number): string {
  const [red, green, blue] = parseHex(hex).map((channel) => Math.round(channel * 255)) as [number, number, number];
  return `rgba(${red}, ${green}, ${blue}, ${alpha})`;
}

/**
 * Converts to OKLab coordinates, in which equal steps look equal. Source: B. Ottosson, "A perceptual color space for
 * image processing" (2020).
 */
export function toOklab(rgb: Rgb): readonly [lightness: number, a: number, b: number] {
  const [red, green, blue] = rgb.map(toLinear) as [number, number, number];
  const l = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
  const m = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
  const s = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function fromOklab([lightness, a, b]: readonly [number, number, number]): Rgb {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    toGamma(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    toGamma(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    toGamma(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}

/** Mixes two colours in OKLab; `share` 0 is `from`, 1 is `to`. */
export function mixColors(from: string, to: string, share: number): string {
  const start = toOklab(parseHex(from));
  const end = toOklab(parseHex(to));
  const at = (index: 0 | 1 | 2): number => start[index] + (end[index] - start[index]) * share;
  return toHex(fromOklab([at(0), at(1), at(2)]));
}
