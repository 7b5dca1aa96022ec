import { joinWords } from '../../words/index.ts';
import type { DatasetNote } from '../dataset-note.ts';
import type { PixelExtent } from './measure-pixels.ts';
import { byteRange, describeRange, formatPixel, rangeOption, type PixelRange } from './pixel-range.ts';

/** How the range was found: given by the user, or derived from the values. */
export type RangeOrigin = 'given' | 'unit' | 'levels' | 'bytes';

/** Images with no byte above this, a quarter of the scale, are dark: a network learns less from them. */
const darkByte = 63;

/** Images that go up to this, next to others that go beyond, may be on another scale. */
const fewLevels = 16;

/** Describes the chosen range: the range, if there was a choice, and anything that looks wrong with it. */
export function noteRange(extents: readonly PixelExtent[], range: PixelRange, origin: RangeOrigin): DatasetNote[] {
  const lowest = Math.min(...extents.map((extent) => extent.lowest));
  const highest = Math.max(...extents.map((extent) => extent.highest));
  const isOnlyBytes = extents.every(({ source }) => source.type === 'byte' || source.type === 'image');
  const notes: DatasetNote[] = [];
  const isSmall = origin === 'levels' || (origin === 'unit' && highest > 0 && extents.every(hasIntegers));
  if (isSmall) {
    notes.push({
      code: 'small-pixel-range',
      severity: 'warning',
      message:
        `the largest of all pixels is ${highest}, so they are read on the scale ${describeRange({ black: 0, white: highest })}, not 0 to 255. ` +
        `If the images really are that dark, set ${rangeOption(byteRange)}.`,
    });
  } else if (!isOnlyBytes || origin === 'given') {
    const types = joinWords([...new Set(extents.map(({ source }) => typeName(source.type)))]);
    const isClipped = lowest < range.black || highest > range.white;
    notes.push({
      code: 'pixel-range',
      severity: 'info',
      message:
        `pixels (${types}) go from ${formatPixel(lowest)} to ${formatPixel(highest)} and are read on the scale ${describeRange(range)}` +
        `${origin === 'given' ? ', as dataset.pixel_range says' : ''}${isClipped ? '; values beyond it by rounding are clipped' : ''}.`,
    });
  }
  if (lowest === highest) {
    notes.push({
      code: 'constant-pixels',
      severity: 'warning',
      message: `every pixel is ${formatPixel(lowest)}: no model can learn from these images.`,
    });
  } else if ((origin === 'unit' || origin === 'bytes') && (highest * 255) / range.white <= darkByte && !isSmall) {
    notes.push({
      code: 'dark-pixels',
      severity: 'warning',
      message:
        `the largest of all pixels is ${formatPixel(highest)} on the scale ${describeRange(range)}: the images are dark. ` +
        `If that value means white, set ${rangeOption({ black: 0, white: highest })}.`,
    });
  }
  const dark = extents.find((extent) => extent.highest > 0 && extent.highest <= fewLevels && highest > darkByte);
  if (origin === 'bytes' && dark !== undefined) {
    notes.push({
      code: 'pixel-ranges-differ',
      severity: 'warning',
      message: `${dark.source.from} goes up to ${formatPixel(dark.highest)} only, the other images up to ${formatPixel(highest)}: all are taken on the scale 0 to 255.`,
    });
  }
  return notes;
}

/**
 * Tells whether there are integers, which would otherwise be read as 0 to 255; booleans have no other scale than 0 to
 * 1.
 */
function hasIntegers({ source }: PixelExtent): boolean {
  return !source.type.startsWith('f') && source.type !== 'b1';
}

const kinds: Readonly<Record<string, string>> = { u: 'uint', i: 'int', f: 'float' };

/** Returns the type's long name: `f4` -> `float32`. */
function typeName(type: string): string {
  if (type === 'b1') return 'bool';
  const kind = kinds[type.slice(0, 1)];
  return kind === undefined ? 'bytes' : `${kind}${Number(type.slice(1)) * 8}`;
}
