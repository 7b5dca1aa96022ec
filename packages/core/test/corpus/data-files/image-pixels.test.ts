import sharp, { type Sharp } from 'sharp';
import { adding, eleven, packedPng } from './image-files.ts';
import { testOddFiles, type Accepted } from './odd-file.ts';

/** An image of 4 x 4: rows of two pixels, twice side by side. */
function raw(pixels: readonly (readonly number[])[], isDeep = false): Sharp {
  const row = [...pixels, ...pixels].flat();
  const values = [row, row, row, row].flat();
  const channels = (pixels[0]?.length ?? 1) as 1 | 2 | 3 | 4;
  const shape = { raw: { width: 4, height: 4, channels } };
  if (isDeep) return sharp(Uint16Array.from(values), shape).toColourspace(channels < 3 ? 'grey16' : 'rgb16');
  return sharp(Uint8Array.from(values), shape).toColourspace(channels < 3 ? 'b-w' : 'srgb');
}

/** The first in the order of the names. */
const first = (image: Sharp): ReturnType<typeof adding> => adding('cat/!.png', () => image.png().toBuffer());
const firstTiff = (image: Sharp): ReturnType<typeof adding> =>
  adding('cat/!.tif', () => image.tiff({ compression: 'deflate' }).toBuffer());
const becomes = (pixels: readonly number[], ...notes: string[]): Accepted => ({ ...eleven, pixels, notes });
const deep = 'image-depth-reduced';

testOddFiles([
  { what: 'gray', write: first(raw([[10], [200]])), expected: becomes([10, 10, 10, 200, 200, 200]) },
  {
    what: 'gray of 16 bits',
    write: first(raw([[257], [65_535]], true)),
    expected: becomes([1, 1, 1, 255, 255, 255], deep),
  },
  {
    what: 'colours of 16 bits',
    write: first(
      raw(
        [
          [65_535, 0, 32_896],
          [257, 514, 771],
        ],
        true,
      ),
    ),
    expected: becomes([255, 0, 128, 1, 2, 3], deep),
  },
  {
    what: 'a TIFF of gray of 16 bits',
    write: firstTiff(raw([[257], [65_535]], true)),
    expected: becomes([1, 1, 1, 255, 255, 255], deep),
  },
  {
    what: 'a TIFF of colours of 16 bits',
    write: firstTiff(
      raw(
        [
          [65_535, 0, 32_896],
          [257, 514, 771],
        ],
        true,
      ),
    ),
    expected: becomes([255, 0, 128, 1, 2, 3], deep),
  },
  {
    what: 'gray and alpha',
    write: first(
      raw([
        [200, 255],
        [200, 128],
      ]),
    ),
    expected: becomes([200, 200, 200, 100, 100, 100]),
  },
  {
    what: 'gray and alpha of 16 bits',
    write: first(
      raw(
        [
          [51_400, 65_535],
          [51_400, 0],
        ],
        true,
      ),
    ),
    expected: becomes([200, 200, 200, 0, 0, 0], deep),
  },
  {
    what: 'colours and alpha',
    write: first(
      raw([
        [255, 0, 9, 255],
        [255, 0, 0, 0],
      ]),
    ),
    expected: becomes([255, 0, 9, 0, 0, 0]),
  },
  {
    what: 'a palette',
    write: adding('cat/!.png', () =>
      raw([
        [255, 0, 0],
        [0, 255, 0],
      ])
        .png({ palette: true })
        .toBuffer(),
    ),
    expected: becomes([255, 0, 0, 0, 255, 0]),
  },
  {
    what: 'a palette with a transparent colour',
    write: adding('cat/!.png', () =>
      raw([
        [255, 0, 0, 255],
        [0, 255, 0, 0],
      ])
        .png({ palette: true })
        .toBuffer(),
    ),
    expected: becomes([255, 0, 0, 0, 0, 0]),
  },
  {
    what: '1 bit a pixel',
    write: adding('cat/!.png', () => packedPng(1, 0b0101_0000)),
    expected: becomes([0, 0, 0, 255, 255, 255]),
  },
  {
    what: '2 bits a pixel',
    write: adding('cat/!.png', () => packedPng(2, 0b0110_0011)),
    expected: becomes([85, 85, 85, 170, 170, 170, 0, 0, 0, 255, 255, 255]),
  },
  {
    what: '1 bit a pixel with a palette',
    write: adding('cat/!.png', () => packedPng(1, 0b0101_0000, [9, 8, 7, 255, 0, 1])),
    expected: becomes([9, 8, 7, 255, 0, 1]),
  },
  {
    what: 'a fax: a TIFF of 1 bit a pixel',
    write: adding('cat/!.tif', () =>
      raw([[0], [255]])
        .tiff({ bitdepth: 1, compression: 'ccittfax4' })
        .toBuffer(),
    ),
    expected: becomes([0, 0, 0, 255, 255, 255]),
  },
  {
    what: 'white in four inks, a JPEG, which is not turned over',
    write: adding('cat/!.jpg', () =>
      raw([
        [255, 255, 255],
        [255, 255, 255],
      ])
        .toColourspace('cmyk')
        .jpeg({ quality: 100 })
        .toBuffer(),
    ),
    expected: becomes([255, 255, 255, 255, 255, 255]),
  },
  {
    what: 'a camera that was held upside down',
    write: first(raw([[10], [200]]).withMetadata({ orientation: 3 })),
    expected: becomes([200, 200, 200, 10, 10, 10]),
  },
  {
    what: 'a camera that was held on its side',
    write: first(raw([[10], [200]]).withMetadata({ orientation: 6 })),
    expected: becomes([10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 200, 200, 200]),
  },
]);
