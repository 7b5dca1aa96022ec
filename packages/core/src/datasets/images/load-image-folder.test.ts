import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { LabelledImages } from '../assemble-dataset.ts';
import { loadImageFolder } from './load-image-folder.ts';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'sweepdeck-images-'));
});
afterEach(() => rm(directory, { recursive: true }));

const at = (name: string): string => join(directory, name);
type Options = Parameters<typeof loadImageFolder>[1];
const load = (options: Partial<Options> = {}, path = directory): Promise<LabelledImages> =>
  loadImageFolder(path, { fit: 'fill', ...options });

async function write(name: string, content: Uint8Array | string): Promise<void> {
  await mkdir(dirname(at(name)), { recursive: true });
  await writeFile(at(name), content);
}

function image(values: readonly number[], width: number, channels: 1 | 2 | 3 | 4): Sharp {
  const raw = { width, height: values.length / channels / width, channels };
  const made = sharp(Buffer.from(values), { raw });
  return channels < 3 ? made.toColourspace('b-w') : made;
}
const png = (values: readonly number[], width: number, channels: 1 | 2 | 3 | 4 = 3): Promise<Buffer> =>
  image(values, width, channels).png().toBuffer();
const plain = (value: number, width = 2, height = 2): Promise<Buffer> =>
  png(Array<number>(width * height * 3).fill(value), width);

test('reads class folders in the order of their names, and the images in theirs', async () => {
  await write('dogs/b.png', await plain(4));
  await write('dogs/a.PNG', await plain(3));
  await write('cats/10.png', await plain(1));
  await write('cats/9.png', await plain(2));
  const found = await load();
  expect(found).toMatchObject({ classNames: ['cats', 'dogs'], height: 2, width: 2, channels: 3, testCount: 0 });
  expect([...found.labels]).toEqual([0, 0, 1, 1]);
  expect([0, 1, 2, 3].map((i) => found.images[i * 12])).toEqual([1, 2, 3, 4]);
  expect(found.images).toHaveLength(48);
  expect(found.images.buffer).toBeInstanceOf(SharedArrayBuffer);
});

test('reads train and test; test may lack a class', async () => {
  await write('train/cats/1.png', await plain(1));
  await write('train/dogs/1.png', await plain(2));
  await write('test/dogs/1.png', await plain(3));
  const found = await load();
  expect(found).toMatchObject({ classNames: ['cats', 'dogs'], testCount: 1 });
  expect([...found.labels]).toEqual([0, 1, 1]);
  expect([...found.images].filter((_, i) => i % 12 === 0)).toEqual([1, 2, 3]);
});

test('takes a folder named train that holds images as a class', async () => {
  await write('train/1.png', await plain(1));
  await write('ship/1.png', await plain(2));
  expect((await load()).classNames).toEqual(['ship', 'train']);
});

test('passes over hidden entries, other files, and follows links', async () => {
  await write('a/1.png', await plain(1));
  await write('a/.hidden.png', 'no image');
  await write('a/notes.txt', 'no image');
  await write('.git/x/1.png', 'no image');
  await write('README.md', '# images');
  await write('.elsewhere/1.png', await plain(2));
  await symlink(at('.elsewhere'), at('b'));
  const { classNames, labels } = await load();
  expect([classNames, [...labels]]).toEqual([
    ['a', 'b'],
    [0, 1],
  ]);
});

test('keeps every pixel of a PNG, in rows with the channels last', async () => {
  const values = [255, 0, 0, 0, 255, 0, 0, 0, 255, 10, 20, 30, 1, 2, 3, 200, 100, 50];
  await write('a/1.png', await png(values, 3));
  await write('b/1.png', await png(values.toReversed(), 3));
  const { images, height, width } = await load();
  expect([height, width]).toEqual([2, 3]);
  expect([...images]).toEqual([...values, ...values.toReversed()]);
});

test('reads JPEG and WebP', async () => {
  const flat = image(Array<number>(64 * 3).fill(120), 8, 3);
  await write('a/1.jpg', await flat.jpeg().toBuffer());
  await write('a/2.jpeg', await flat.jpeg().toBuffer());
  await write('b/1.webp', await flat.webp({ lossless: true }).toBuffer());
  const { images } = await load();
  for (const value of images) expect(Math.abs(value - 120)).toBeLessThanOrEqual(1);
});

test('is gray where every file stores gray, and colour where one does not or the option says so', async () => {
  await write('a/1.png', await png([0, 100, 200, 255], 2, 1));
  await write('b/1.png', await png([50, 128, 50, 255, 50, 0, 50, 255], 2, 2));
  const gray = await load();
  expect(gray.channels).toBe(1);
  // Half transparent, then fully: laid on black.
  expect([...gray.images]).toEqual([0, 100, 200, 255, 25, 50, 0, 50]);
  const color = await load({ channels: 'color' });
  expect(color.channels).toBe(3);
  expect([...color.images.subarray(0, 9)]).toEqual([0, 0, 0, 100, 100, 100, 200, 200, 200]);
  await write('b/1.png', await plain(9));
  expect((await load()).channels).toBe(3);
  expect((await load({ channels: 'grayscale' })).channels).toBe(1);
});

test('lays transparent pixels on black', async () => {
  await write('a/1.png', await png([200, 100, 50, 0, 200, 100, 50, 255], 2, 4));
  await write('b/1.png', await png([255, 255, 255, 128, 0, 0, 0, 255], 2, 4));
  expect([...(await load()).images]).toEqual([0, 0, 0, 200, 100, 50, 128, 128, 128, 0, 0, 0]);
});

test('takes 16-bit images down to 8', async () => {
  const deep = sharp(Uint16Array.of(0, 25_700, 51_400, 65_535), { raw: { width: 2, height: 2, channels: 1 } });
  await write('a/1.png', await deep.toColourspace('grey16').png().toBuffer());
  await write('b/1.png', await png([1, 2, 3, 4], 2, 1));
  const { images, notes } = await load();
  expect([...images]).toEqual([0, 100, 200, 255, 1, 2, 3, 4]);
  expect(notes).toMatchObject([{ code: 'image-depth-reduced', severity: 'info' }]);
  expect(notes?.[0]?.message).toBe(
    '1 image has 16 bits, of which 0 to 65,535 become 0 to 255: a/1.png. dataset.pixel_range applies after that.',
  );
});

test('16-bit images give the bytes that the same images of 8 bits give: gray or colour, transparent, resized', async () => {
  const levels = [0, 1, 100, 254, 255, 128, 37, 200];
  for (const [index, alpha] of [[], [128], [], [128]].entries()) {
    const channels = ([1, 2, 3, 4] as const)[index] ?? 1;
    const values = levels.flatMap((level) => [...Array<number>(channels - alpha.length).fill(level), ...alpha]);
    const raw = { width: 4, height: 2, channels };
    const shallow = sharp(Uint8Array.from(values), { raw });
    const deep = sharp(
      Uint16Array.from(values, (value) => value * 257),
      { raw },
    );
    await write(
      'a/1.png',
      await shallow
        .toColourspace(channels < 3 ? 'b-w' : 'srgb')
        .png()
        .toBuffer(),
    );
    await write(
      'b/1.png',
      await deep
        .toColourspace(channels < 3 ? 'grey16' : 'rgb16')
        .png()
        .toBuffer(),
    );
    for (const options of [{}, { channels: 'grayscale' }, { channels: 'color' }, { height: 2, width: 2 }] as const) {
      const { images } = await load(options);
      const half = images.length / 2;
      const differences = [...images.subarray(0, half)].map((value, i) => Math.abs(value - (images[half + i] ?? 0)));
      expect(Math.max(...differences)).toBeLessThanOrEqual(1);
    }
  }
});

test('a range beyond 255 is refused, for 16-bit images are bytes by then', async () => {
  await write('a/1.png', await plain(100));
  await write('b/1.png', await plain(200));
  await expect(load({ pixel_range: { black: 0, white: 4095 } })).rejects.toMatchObject({
    code: 'dataset-range-beyond-bytes',
    message: expect.stringMatching(/pixel_range goes from 0 to 4095, these pixels are bytes of 0 to 255/),
    hint: expect.stringMatching(/divide by 257/),
  });
});

test('turns photographs upright', async () => {
  const lying = image([255, 0, 0, 255, 255, 255, 255, 255, 255, 0, 0, 0], 2, 3);
  await write('a/1.png', await lying.withMetadata({ orientation: 6 }).png().toBuffer());
  await write('b/1.png', await png(Array<number>(12).fill(0), 2));
  // A quarter turn clockwise takes the top left pixel to the top right.
  expect([...(await load()).images.subarray(0, 6)]).toEqual([255, 255, 255, 255, 0, 0]);
});

test('resizes by stretching, cutting or padding; one number makes a square', async () => {
  const row = [...Array<number>(6).fill(50), ...Array<number>(4).fill(100), ...Array<number>(6).fill(50)];
  const wide = await png([...row, ...row], 16, 1);
  await write('a/1.png', wide);
  await write('b/1.png', wide);
  const firstRow = async (fit: Options['fit']): Promise<number[]> => {
    const { images, height, width } = await load({ height: 4, fit });
    expect([height, width]).toEqual([4, 4]);
    return [...images.subarray(0, 4)];
  };
  const [edge = 0, middle = 0] = await firstRow('fill');
  expect(Math.abs(edge - 50)).toBeLessThan(10);
  expect(middle).toBeGreaterThan(edge + 10);
  expect(await firstRow('contain')).toEqual([0, 0, 0, 0]);
  for (const value of await firstRow('cover')) expect(Math.abs(value - 100)).toBeLessThan(10);
  expect(await load({ height: 3, width: 5 })).toMatchObject({ height: 3, width: 5 });
});

test('names the first two files of different size', async () => {
  await write('a/1.png', await plain(1));
  await write('a/2.png', await plain(1));
  await write('b/1.png', await plain(1, 3, 4));
  await write('b/2.png', await plain(1, 5, 5));
  await expect(load()).rejects.toMatchObject({
    code: 'dataset-mixed-sizes',
    message: expect.stringMatching(/a\/1\.png is 2 x 2, .*b\/1\.png is 4 x 3/),
    hint: expect.stringMatching(/dataset\.height/),
  });
  expect(await load({ width: 2 })).toMatchObject({ height: 2, width: 2 });
});

test('says what was passed over by kind, images apart from the rest', async () => {
  await write('a/1.png', await plain(100));
  await write('b/1.png', await plain(200));
  expect((await load()).notes).toBeUndefined();
  for (const name of [
    'a/1.bmp',
    'a/2.bmp',
    'b/.hidden.jpg',
    'beside.png',
    '__MACOSX/a/._1.png',
    'b/Thumbs.db',
    'a.csv',
  ]) {
    await write(name, 'x');
  }
  expect((await load()).notes).toEqual([
    {
      code: 'images-passed-over',
      severity: 'warning',
      message:
        '4 images were skipped: 2 .bmp (a/1.bmp, ...), 1 beside the class folders (beside.png), ' +
        '1 hidden (b/.hidden.jpg). Only PNG, JPEG, WebP, GIF, TIFF and AVIF files in the class folders are read.',
    },
    {
      code: 'files-passed-over',
      severity: 'info',
      message: '3 other entries were skipped: 1 __MACOSX (__MACOSX), 1 .csv (a.csv), 1 Thumbs.db (b/Thumbs.db).',
    },
  ]);
});

test('says which images were left out, which are another format, and of which only the first frame is read', async () => {
  const animated = await sharp([await plain(100), await plain(200)], { join: { animated: true } })
    .gif()
    .toBuffer();
  await write('a/1.png', animated);
  await write('a/2.png', 'no image');
  await write('b/1.png', await plain(200));
  expect((await load({ skip_unreadable: true })).notes).toEqual([
    {
      code: 'images-unreadable',
      severity: 'warning',
      message: `1 image was left out because it cannot be read: ${at('a/2.png')}: cannot be used: it contains no image; expected PNG, JPEG, WebP, GIF, TIFF and AVIF`,
    },
    {
      code: 'image-format-differs',
      severity: 'info',
      message: '1 image has a format other than the name suggests and was read by content: a/1.png is gif.',
    },
    {
      code: 'first-frame-only',
      severity: 'info',
      message: '1 image has several frames or pages, of which only the first is read: a/1.png has 2.',
    },
  ]);
});

const cases: [string, string, RegExp, () => Promise<unknown>][] = [
  [
    'a text file named .png',
    'dataset-unsupported-image',
    /b\/2\.png: cannot be used: it contains no image; expected PNG/,
    () => write('b/2.png', 'hello'),
  ],
  ['an empty file', 'dataset-corrupt-image', /b\/2\.png: .*empty/i, () => write('b/2.png', '')],
  [
    'a truncated PNG',
    'dataset-corrupt-image',
    /b\/1\.png: cannot be decoded: .*(read error|damaged)/,
    async () => writeFile(at('b/1.png'), (await readFile(at('b/1.png'))).subarray(0, -20)),
  ],
  [
    'a truncated JPEG',
    'dataset-corrupt-image',
    /b\/2\.jpg: cannot be decoded: .*premature end/,
    async () => write('b/2.jpg', (await image(Array<number>(12).fill(9), 2, 3).jpeg().toBuffer()).subarray(0, -20)),
  ],
  ['a class without images', 'dataset-empty-class', /\/c contains no image$/, () => mkdir(at('c'))],
  [
    'a class with other files only',
    'dataset-empty-class',
    /\/c contains no image, only 1 other files: x\.bmp$/,
    () => write('c/x.bmp', 'x'),
  ],
  [
    'one class',
    'dataset-single-class',
    /contains one class folder, a; expected at least two/,
    () => rm(at('b'), { recursive: true }),
  ],
  [
    'a folder inside a class',
    'dataset-unknown-folder',
    /\/b\/deeper is a folder inside a class/,
    () => write('b/deeper/1.png', 'x'),
  ],
  [
    '257 classes',
    'dataset-too-many-classes',
    /contains 257 class folders; expected at most 256/,
    async () => {
      for (let i = 0; i < 255; i++) await mkdir(at(`class-${i}`));
    },
  ],
];

test.each(cases)('refuses %s', async (_what, code, message, spoil) => {
  await write('a/1.png', await plain(1));
  await write('b/1.png', await plain(2));
  await spoil();
  const refusal = { code, message: expect.stringMatching(message), hint: expect.stringMatching(/\w/) };
  await expect(load()).rejects.toMatchObject(refusal);
});

test('refuses directories that are missing, a file, empty, or have other parts than train and test', async () => {
  await expect(load({}, at('missing'))).rejects.toMatchObject({ code: 'dataset-path-not-found' });
  await write('train/a/1.png', await plain(1));
  await expect(load({}, at('train/a/1.png'))).rejects.toMatchObject({ code: 'dataset-path-not-a-directory' });
  await expect(load({}, at('train/a'))).rejects.toMatchObject({
    code: 'dataset-single-class',
    message: expect.stringContaining('no class folder'),
  });
  await write('train/b/1.png', await plain(1));
  await write('test/c/1.png', await plain(1));
  await expect(load()).rejects.toMatchObject({
    code: 'dataset-unknown-class',
    message: expect.stringMatching(/test\/c is a class that train lacks; train has a, b$/),
  });
  await write('val/a/1.png', await plain(1));
  await expect(load()).rejects.toMatchObject({
    code: 'dataset-unknown-folder',
    message: expect.stringContaining('/val'),
  });
});
