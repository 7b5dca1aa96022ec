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
 * `black`: nothing above 0, which is on every scale. `unit`: 0 to 1. `levels`: whole numbers of few levels, as 0 to 16.
 * `bytes`: 0 to 255.
 */
type Scale = 'black' | 'unit' | 'levels' | 'bytes';

/** Whole numbers up to this are levels; bytes as dark as that are hardly ever meant. */
const mostLevels = 16;

/** Fractions on the scale of bytes reach at least the middle of it. */
const leastHighlight = 128;

/**
 * Which values are black and white in training and test images together: `given`, else 0 to 1 or 0 to 255, whichever the
 * values leave no doubt about, else 0 to the largest value where that is a whole number of at most 16. What lies beyond an end
 * by less than half the step of a byte counts as the end. Formats that say that 255 is white are 0 to 255.
 * Errors: `dataset-values-out-of-range`, `dataset-range-beyond-bytes`, `dataset-ambiguous-range`.
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

/** Bytes of image, CIFAR and IDX files go no further than 255, whatever the range was before they became bytes. */
function refuseBeyondBytes({ source: { from, type } }: PixelExtent, range: PixelRange): void {
  if ((type !== 'image' && type !== 'byte') || (range.black >= byteRange.black && range.white <= byteRange.white))
    return;
  throw new SweepdeckError({
    code: 'dataset-range-beyond-bytes',
    message: `${from}: dataset.pixel_range goes from ${describeRange(range)}, these pixels are bytes of ${describeRange(byteRange)}`,
    hint: 'give the values as bytes: images of 16 bits are brought to 8 first, so divide by 257; to keep finer steps, save the values as an array and use name: npz',
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
      ? `save pixels as they are, not centred or standardized, which dataset.normalization does; or say which values are black and white, for instance ${rangeOption(likelyRange(extent))}`
      : 'set black to the smallest and white to the largest value that a pixel can have',
  });
}

function expectedOf(type: string): string {
  return type.startsWith('f') ? '0 to 1, or 0 to 255' : '0 to 255';
}

/** The usual range that holds these values. */
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

/** One array that fits both scales. */
function unclearScale({ source, highest, highestAt, unitImages, brightImages }: PixelExtent): SweepdeckError {
  const white = Math.ceil(highest);
  return ambiguous(
    `${source.from}: the pixels may be on the scale ${describeRange(unitRange)} or ${describeRange(byteRange)}: ` +
      `${unitImages} images have fractions and nothing above 1, ${countOf(brightImages, 'image goes', 'images go')} above it, up to ${formatPixel(highest)} (element ${highestAt})`,
    `Bring all images to one scale (numpy.clip(images, 0, 1) where a few values are too large), or say which values are black and white: ${rangeOption({ black: 0, white })} or ${rangeOption(byteRange)}.`,
  );
}

/** Training and test images that are each on a scale of their own. */
function unlikeScales(extents: readonly PixelExtent[], unlike: PixelExtent): SweepdeckError {
  const ordered = [unlike, ...extents.filter((extent) => extent !== unlike)];
  const found = ordered.map(
    ({ source, lowest, highest }) => `${source.from} goes from ${formatPixel(lowest)} to ${formatPixel(highest)}`,
  );
  return ambiguous(
    `training and test images are on different scales: ${found.join(', ')}`,
    `Bring both to one scale, for instance ${describeRange(byteRange)}; if they are on one scale already, say it: ${rangeOption(byteRange)}.`,
  );
}

function ambiguous(message: string, hint: string): SweepdeckError {
  return new SweepdeckError({ code: 'dataset-ambiguous-range', message, hint });
}
