import { SweepdeckError } from '../../errors/index.ts';
import { countOf } from '../../words/index.ts';
import type { DatasetNote } from '../dataset-note.ts';
import { measurePixels, type PixelExtent, type PixelSource } from './measure-pixels.ts';
import { noteRange } from './note-range.ts';
import {
  byteRange,
  describeRange,
  formatPixel,
  halfStep,
  rangeOption,
  unitRange,
  type PixelRange,
} from './pixel-range.ts';

export interface ChosenRange {
  readonly range: PixelRange;
  readonly notes: readonly DatasetNote[];
}

/**
 * `black`: no value above 0, which is black on every scale. `unit`: 0 to 1. `levels`: a few whole numbers such as 0
 * to 16. `bytes`: 0 to 255.
 */
type Scale = 'black' | 'unit' | 'levels' | 'bytes';

/** Whole numbers up to this count as levels; bytes that dark are hardly ever intended. */
const mostLevels = 16;

/** Fractions on the scale of bytes reach at least its middle. */
const leastHighlight = 128;

/**
 * Determines the values of black and white for training and test images together: `given`, otherwise 0 to 1 or 0 to
 * 255 if the values leave no doubt, otherwise 0 to the largest value if that is a whole number of at most 16. A value
 * beyond an end by less than half the step of a byte counts as the end. Formats that define 255 as white are 0 to
 * 255. Errors: `dataset-values-out-of-range`, `dataset-range-beyond-bytes`, `dataset-ambiguous-range`.
 */
export function chooseRange(sources: readonly PixelSource[], given?: PixelRange): ChosenRange {
  const extents = sources.map(measurePixels);
  if (given !== undefined) {
    for (const extent of extents) {
      refuseBeyondBytes(extent, given);
      refuseOutside(extent, given);
    }
    return { range: given, notes: noteRange(extents, given, 'given') };
  }
  const scales = extents.map(scaleOf);
  if (!scales.includes('bytes')) {
    if (!scales.includes('levels')) return { range: unitRange, notes: noteRange(extents, unitRange, 'unit') };
    const fractional = extents.find(({ isWhole }) => !isWhole);
    if (fractional !== undefined) throw unlikeScales(extents, fractional);
    const range = { black: 0, white: Math.max(...extents.map(({ highest }) => highest)) };
    return { range, notes: noteRange(extents, range, 'levels') };
  }
  const unit = extents[scales.indexOf('unit')];
  if (unit !== undefined) throw unlikeScales(extents, unit);
  return { range: byteRange, notes: noteRange(extents, byteRange, 'bytes') };
}

function scaleOf(extent: PixelExtent): Scale {
  const { lowest, highest, isWhole, unitImages, source } = extent;
  const range = highest <= 1 + halfStep(unitRange) ? unitRange : byteRange;
  refuseOutside(extent, range);
  if (highest <= 0) return 'black';
  if (source.type === 'image') return 'bytes';
  if (range === unitRange) return 'unit';
  if (isWhole) return highest <= mostLevels && lowest >= 0 ? 'levels' : 'bytes';
  if (unitImages === 0 && highest >= leastHighlight) return 'bytes';
  throw unclearScale(extent);
}

/**
 * Refuses a range beyond 255 for image, CIFAR and IDX files, whose pixels are bytes by now, whatever they were
 * before.
 */
function refuseBeyondBytes({ source: { from, type } }: PixelExtent, range: PixelRange): void {
  if ((type !== 'image' && type !== 'byte') || (range.black >= byteRange.black && range.white <= byteRange.white))
    return;
  throw new SweepdeckError({
    code: 'dataset-range-beyond-bytes',
    message: `${from}: dataset.pixel_range goes from ${describeRange(range)}, these pixels are bytes of ${describeRange(byteRange)}`,
    hint: 'give the range in bytes: 16-bit images are converted to 8 bits first, so divide by 257; to keep finer steps, save the values as an array and use name: npz',
  });
}

function refuseOutside(extent: PixelExtent, range: PixelRange): void {
  const { source, lowest, highest, lowestAt, highestAt } = extent;
  const slack = halfStep(range);
  const isBelow = lowest < range.black - slack;
  if (!isBelow && highest <= range.white + slack) return;
  const isOpen = range === unitRange || range === byteRange;
  const expected = !isOpen ? `${describeRange(range)}, as dataset.pixel_range says` : expectedOf(source.type);
  throw new SweepdeckError({
    code: 'dataset-values-out-of-range',
    message:
      `${source.from}: element ${isBelow ? lowestAt : highestAt} is ${formatPixel(isBelow ? lowest : highest)}, expected ${expected}; ` +
      `all of them go from ${formatPixel(lowest)} to ${formatPixel(highest)}`,
    hint: isOpen
      ? `save raw pixels, because dataset.normalization centers and standardizes them; or state which values are black and white, for instance ${rangeOption(likelyRange(extent))}`
      : 'set black to the smallest and white to the largest value that a pixel can have',
  });
}

function expectedOf(type: string): string {
  return type.startsWith('f') ? '0 to 1, or 0 to 255' : '0 to 255';
}

/** Returns the usual range that contains these values. */
function likelyRange({ source, lowest, highest }: PixelExtent): PixelRange {
  const usual: readonly PixelRange[] = [
    unitRange,
    { black: -1, white: 1 },
    byteRange,
    ...(source.type.startsWith('f') ? [] : [{ black: -128, white: 127 }]),
    { black: 0, white: 65_535 },
  ];
  const holds = ({ black, white }: PixelRange): boolean => lowest >= black && highest <= white;
  return usual.find(holds) ?? { black: Math.floor(lowest), white: Math.ceil(highest) };
}

/** Makes the error for one array that fits both scales. */
function unclearScale({ source, highest, highestAt, unitImages, brightImages }: PixelExtent): SweepdeckError {
  const white = Math.ceil(highest);
  return ambiguous(
    `${source.from}: the pixels may be on the scale ${describeRange(unitRange)} or ${describeRange(byteRange)}: ` +
      `${unitImages} images have fractions and nothing above 1, ${countOf(brightImages, 'image goes', 'images go')} above it, up to ${formatPixel(highest)} (element ${highestAt})`,
    `Bring all images to one scale (numpy.clip(images, 0, 1) if a few values are too large), or state which values are black and white: ${rangeOption({ black: 0, white })} or ${rangeOption(byteRange)}.`,
  );
}

/** Makes the error for training and test images on different scales. */
function unlikeScales(extents: readonly PixelExtent[], unlike: PixelExtent): SweepdeckError {
  const ordered = [unlike, ...extents.filter((extent) => extent !== unlike)];
  const found = ordered.map(
    ({ source, lowest, highest }) => `${source.from} goes from ${formatPixel(lowest)} to ${formatPixel(highest)}`,
  );
  return ambiguous(
    `training and test images are on different scales: ${found.join(', ')}`,
    `Bring both to one scale, for instance ${describeRange(byteRange)}; if they already are on one scale, state it: ${rangeOption(byteRange)}.`,
  );
}

function ambiguous(message: string, hint: string): SweepdeckError {
  return new SweepdeckError({ code: 'dataset-ambiguous-range', message, hint });
}
