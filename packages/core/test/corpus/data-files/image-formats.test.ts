import { gzipSync } from 'node:zlib';
import {
  flat,
  gray,
  png,
  frames,
  folder,
  adding,
  skip,
  ten,
  eleven,
  misnamed,
  left,
  unsupported,
  corrupt,
  svg,
  bmp,
  floatTiff,
} from './image-files.ts';
import { testOddFiles } from './odd-file.ts';

testOddFiles([
  { what: 'plain PNG files', write: folder(() => undefined), expected: ten },
  // Formats.
  { what: 'JPEG', write: adding('cat/a.jpg', () => flat(50).jpeg().toBuffer()), expected: eleven },
  { what: 'JPEG as .jfif', write: adding('cat/a.jfif', () => flat(50).jpeg().toBuffer()), expected: eleven },
  { what: 'JPEG as .jpe', write: adding('cat/a.JPE', () => flat(50).jpeg().toBuffer()), expected: eleven },
  {
    what: 'progressive JPEG',
    write: adding('cat/a.jpeg', () => flat(50).jpeg({ progressive: true }).toBuffer()),
    expected: eleven,
  },
  {
    what: 'JPEG in four inks',
    write: adding('cat/a.jpg', () => flat(50).toColourspace('cmyk').jpeg().toBuffer()),
    expected: eleven,
  },
  { what: 'WebP', write: adding('cat/a.webp', () => flat(50).webp().toBuffer()), expected: eleven },
  { what: 'GIF', write: adding('cat/a.gif', () => flat(50).gif().toBuffer()), expected: eleven },
  {
    what: 'an animated GIF: its first frame',
    write: adding('cat/a.gif', async () => (await frames(3)).gif().toBuffer()),
    expected: { ...eleven, notes: ['first-frame-only'] },
  },
  {
    what: 'an animated WebP: its first frame',
    write: adding('cat/a.webp', async () => (await frames(3)).webp({ lossless: true }).toBuffer()),
    expected: { ...eleven, notes: ['first-frame-only'] },
  },
  { what: 'TIFF', write: adding('cat/a.tif', () => flat(50).tiff().toBuffer()), expected: eleven },
  {
    what: 'TIFF as .TIFF, compressed',
    write: adding('cat/a.TIFF', () => flat(50).tiff({ compression: 'deflate' }).toBuffer()),
    expected: eleven,
  },
  {
    what: 'TIFF of 16 bits',
    write: adding('cat/a.tif', () => gray(50).toColourspace('grey16').tiff({ compression: 'lzw' }).toBuffer()),
    expected: { ...eleven, notes: ['image-depth-reduced'] },
  },
  {
    what: 'TIFF of floats',
    write: adding('cat/a.tif', floatTiff),
    expected: unsupported(/its values have the type float/),
  },
  { what: 'AVIF', write: adding('cat/a.avif', () => flat(50).avif({ lossless: true }).toBuffer()), expected: eleven },
  { what: 'gray among colours', write: adding('cat/a.png', () => gray(50).png().toBuffer()), expected: eleven },
  { what: 'a palette', write: adding('cat/a.png', () => flat(50).png({ palette: true }).toBuffer()), expected: eleven },
  { what: 'a name of several dots', write: adding('cat/a.b.c.png', () => png(50)), expected: eleven },
  // Another format than the name says.
  {
    what: 'a GIF under the name .png',
    write: adding('cat/a.png', () => flat(50).gif().toBuffer()),
    expected: misnamed,
  },
  {
    what: 'a TIFF under the name .png',
    write: adding('cat/a.png', () => flat(50).tiff().toBuffer()),
    expected: misnamed,
  },
  { what: 'a PNG under the name .jpg', write: adding('cat/a.jpg', () => png(50)), expected: misnamed },
  {
    what: 'a WebP under the name .jpeg',
    write: adding('cat/a.jpeg', () => flat(50).webp().toBuffer()),
    expected: misnamed,
  },
  {
    what: 'an AVIF under the name .gif',
    write: adding('cat/a.gif', () => flat(50).avif().toBuffer()),
    expected: misnamed,
  },
  {
    what: 'an SVG under the name .png',
    write: adding('cat/a.png', () => svg()),
    expected: unsupported(/cat\/a\.png: cannot be used: it contains SVG; expected PNG/),
  },
  {
    what: 'an SVG with a declaration under the name .png',
    write: adding('cat/a.png', () => `<?xml version="1.0"?>\n<!-- made -->\n${svg()}`),
    expected: unsupported(/it contains SVG/),
  },
  {
    what: 'an SVG that refers to a file outside',
    write: adding('cat/a.png', () => svg('<image href="file:///etc/hostname" width="4" height="4"/>')),
    expected: unsupported(/it contains SVG/),
  },
  {
    what: 'an SVG that nests entities',
    write: adding(
      'cat/a.jpg',
      () => `<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/hostname">]>${svg('<text>&a;</text>')}`,
    ),
    expected: unsupported(/it contains SVG/),
  },
  {
    what: 'a zipped SVG under the name .png',
    write: adding('cat/a.png', () => gzipSync(svg())),
    expected: unsupported(/it contains gzip data/),
  },
  {
    what: 'an SVG behind the first bytes of a GIF',
    write: adding('cat/a.gif', () => `GIF89a${svg()}`),
    expected: corrupt(/cannot be decoded/),
  },
  {
    what: 'a BMP under the name .png',
    write: adding('cat/a.png', () => bmp),
    expected: unsupported(/it contains BMP/),
  },
  {
    what: 'a PDF under the name .jpg',
    write: adding('cat/a.jpg', () => '%PDF-1.7\n'),
    expected: unsupported(/it contains PDF/),
  },
  {
    what: 'a HEIC under the name .jpg',
    write: adding('cat/a.jpg', () => Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1')),
    expected: unsupported(/it contains HEIC/),
  },
  {
    what: 'a web page under the name .jpg',
    write: adding('cat/a.jpg', () => '<!DOCTYPE html><title>404</title>'),
    expected: unsupported(/it contains a web page/),
  },
  {
    what: 'text under the name .png',
    write: adding('cat/a.png', () => 'hello'),
    expected: unsupported(/it contains no image/),
  },
  {
    what: 'zeros under the name .png',
    write: adding('cat/a.png', () => Buffer.alloc(5000)),
    expected: unsupported(/it contains no image/),
  },
  // Damage.
  {
    what: 'an empty file',
    write: adding('cat/a.png', () => ''),
    expected: corrupt(/cat\/a\.png: cannot be decoded: the file is empty/),
  },
  {
    what: 'the first bytes of a PNG alone',
    write: adding('cat/a.png', async () => (await png(50)).subarray(0, 8)),
    expected: corrupt(/a\.png: cannot be decoded/),
  },
  {
    what: 'a PNG cut off',
    write: adding('cat/a.png', async () => (await png(50)).subarray(0, -30)),
    expected: corrupt(/a\.png: cannot be decoded/),
  },
  {
    what: 'a JPEG cut off',
    write: adding('cat/a.jpg', async () => (await flat(50).jpeg().toBuffer()).subarray(0, -20)),
    expected: corrupt(/a\.jpg: cannot be decoded/),
  },
  {
    what: 'a WebP cut off',
    write: adding('cat/a.webp', async () => (await flat(50).webp({ lossless: true }).toBuffer()).subarray(0, 30)),
    expected: corrupt(/a\.webp: cannot be decoded/),
  },
  {
    what: 'a PNG that says 100,000 x 100,000',
    write: adding('cat/a.png', async () => {
      const file = Buffer.from(await png(50));
      file.writeUInt32BE(100_000, 16);
      file.writeUInt32BE(100_000, 20);
      return file;
    }),
    expected: corrupt(/a\.png: cannot be decoded/),
  },
  {
    what: 'two that cannot be read: both are named',
    write: folder(async ({ write }) => {
      await write('pets/cat/a.png', '');
      await write('pets/dog/b.png', (await png(9)).subarray(0, -30));
    }),
    expected: corrupt(/2 images cannot be read:\n {2}.*cat\/a\.png: .*empty\n {2}.*dog\/b\.png: cannot/),
  },
  {
    what: 'damage of several kinds',
    write: folder(async ({ write }) => {
      await write('pets/cat/a.png', '');
      await write('pets/dog/b.png', 'x');
    }),
    expected: { code: 'dataset-unreadable-images', message: /2 images cannot be read:/ },
  },
  {
    what: '25 that cannot be read: 20 are named',
    write: folder(async ({ write }) => {
      for (let i = 10; i < 35; i++) await write(`pets/cat/a${i}.png`, '');
    }),
    expected: corrupt(/^25 images cannot be read:\n(.*a\d\d\.png.*\n){20} {2}and 5 more$/),
  },
  {
    what: 'damage beside sizes that differ: the damage first',
    write: folder(async ({ write }) => {
      await write('pets/cat/a.png', '');
      await write('pets/cat/b.png', await png(50, 5, 5));
    }),
    expected: corrupt(/a\.png/),
  },
  { what: 'left out: an empty file', write: adding('cat/a.png', () => '', skip), expected: left },
  {
    what: 'left out: a PNG cut off, in the middle of the order',
    write: adding('cat/2a.png', async () => (await png(50)).subarray(0, -30), skip),
    expected: { ...left, labels: [0, 0, 0, 0, 0, 1, 1, 1, 1, 1] },
  },
  { what: 'left out: an SVG under the name .png', write: adding('cat/a.png', () => svg(), skip), expected: left },
  {
    what: 'left out: 25 files',
    write: folder(async ({ write }) => {
      for (let i = 0; i < 25; i++) await write(`pets/dog/a${i}.png`, 'x');
    }, skip),
    expected: left,
  },
  {
    what: 'left out: a whole class',
    write: adding('fox/a.png', () => '', skip),
    expected: { code: 'dataset-empty-class', message: /none of the training images of the class fox can be read/ },
  },
  {
    what: 'left out: all',
    write: async ({ at, write }) => {
      await write('pets/cat/a.png', '');
      await write('pets/dog/a.png', '');
      return { name: 'images', path: at('pets'), ...skip };
    },
    expected: corrupt(/2 images cannot be read/),
  },
  {
    what: 'left out: the whole test set',
    write: async ({ at, write }) => {
      for (const name of ['cat', 'dog'])
        for (let i = 0; i < 5; i++) await write(`pets/train/${name}/${i}.png`, await png(50));
      await write('pets/test/cat/1.png', '');
      return { name: 'images', path: at('pets'), ...skip };
    },
    expected: { code: 'dataset-empty-class', message: /none of the test images can be read/ },
  },
  { what: 'nothing to leave out', write: folder(() => undefined, skip), expected: ten },
]);
