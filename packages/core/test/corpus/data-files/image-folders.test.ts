import { execFileSync } from 'node:child_process';
import { mkdir, symlink, truncate } from 'node:fs/promises';
import { ramp } from './binary-files.ts';
import {
  png,
  folder,
  adding,
  skip,
  ten,
  eleven,
  passedOver,
  filesPassedOver,
  left,
  unreadable,
  svg,
  bmp,
} from './image-files.ts';
import { testOddFiles } from './odd-file.ts';

testOddFiles([
  // Passed over, and told.
  { what: 'BMP files', write: adding('cat/a.bmp', () => bmp), expected: passedOver },
  { what: 'SVG files', write: adding('cat/a.svg', () => svg()), expected: passedOver },
  { what: 'HEIC files', write: adding('cat/a.HEIC', () => ramp(20)), expected: passedOver },
  { what: 'JPEG XL files', write: adding('cat/a.jxl', () => ramp(20)), expected: passedOver },
  { what: 'hidden images', write: adding('cat/.a.png', () => png(50)), expected: passedOver },
  { what: 'an image beside the class folders', write: adding('a.png', () => png(50)), expected: passedOver },
  { what: 'a text file', write: adding('cat/notes.txt', () => 'x'), expected: filesPassedOver },
  { what: 'a file without an extension', write: adding('cat/LICENSE', () => 'x'), expected: filesPassedOver },
  { what: 'Thumbs.db', write: adding('cat/Thumbs.db', () => 'x'), expected: filesPassedOver },
  {
    what: 'desktop.ini and .DS_Store',
    write: folder(async ({ write }) => {
      await write('pets/.DS_Store', 'x');
      await write('pets/dog/desktop.ini', 'x');
    }),
    expected: filesPassedOver,
  },
  {
    what: '__MACOSX and ._ files',
    write: folder(async ({ write }) => {
      await write('pets/__MACOSX/cat/._0.png', 'x');
      await write('pets/cat/._0.png', 'x');
    }),
    expected: filesPassedOver,
  },
  {
    what: '@eaDir in the data and in a class',
    write: folder(async ({ write }) => {
      await write('pets/@eaDir/x/SYNO.jpg', 'x');
      await write('pets/cat/@eaDir/0.png/SYNO.jpg', 'x');
    }),
    expected: filesPassedOver,
  },
  {
    what: 'hidden folders',
    write: folder(async ({ write }) => {
      await write('pets/.git/HEAD', 'x');
      await write('pets/cat/.ipynb_checkpoints/0.png', 'x');
    }),
    expected: filesPassedOver,
  },
  {
    what: 'images and other files',
    write: folder(async ({ write }) => {
      await write('pets/cat/a.bmp', bmp);
      await write('pets/labels.csv', 'x');
    }),
    expected: { ...ten, notes: ['images-passed-over', 'files-passed-over'] },
  },
  {
    what: 'a class of BMP files only',
    write: adding('fox/a.bmp', () => bmp),
    expected: { code: 'dataset-empty-class', message: /fox contains no image, only 1 other files: a\.bmp/ },
  },
  // Entries that are not files.
  {
    what: 'a pipe among the images',
    write: folder(({ at }) => execFileSync('mkfifo', [at('pets/cat/a.png')])),
    expected: passedOver,
  },
  {
    what: 'a link to a pipe',
    write: folder(async ({ at }) => {
      execFileSync('mkfifo', [at('pipe')]);
      await symlink(at('pipe'), at('pets/cat/a.png'));
    }),
    expected: passedOver,
  },
  {
    what: 'a link to /dev/zero',
    write: folder(({ at }) => symlink('/dev/zero', at('pets/cat/a.png'))),
    expected: passedOver,
  },
  {
    what: 'a pipe as a class',
    write: folder(({ at }) => execFileSync('mkfifo', [at('pets/fox')])),
    expected: filesPassedOver,
  },
  {
    what: 'a link to /dev/zero as a class',
    write: folder(({ at }) => symlink('/dev/zero', at('pets/fox'))),
    expected: filesPassedOver,
  },
  {
    what: 'a link to an image',
    write: folder(({ at }) => symlink(at('pets/cat/0.png'), at('pets/cat/a.png'))),
    expected: eleven,
  },
  {
    what: 'a link that leads nowhere',
    write: folder(({ at }) => symlink('gone.png', at('pets/cat/a.png'))),
    expected: { code: 'dataset-path-not-found', message: /a\.png does not exist/ },
  },
  {
    what: 'left out: a link that leads nowhere',
    write: folder(({ at }) => symlink('gone.png', at('pets/cat/a.png')), skip),
    expected: left,
  },
  {
    what: 'a link to itself',
    write: folder(({ at }) => symlink('a.png', at('pets/cat/a.png'))),
    expected: unreadable(/a\.png: cannot be read: its links form a circle/),
  },
  {
    what: 'a link to itself as a class',
    write: folder(({ at }) => symlink('fox', at('pets/fox'))),
    expected: filesPassedOver,
  },
  {
    what: 'a link to its own parent in a class',
    write: folder(({ at }) => symlink('..', at('pets/cat/up'))),
    expected: { code: 'dataset-unknown-folder', message: /cat\/up is a folder inside a class folder/ },
  },
  {
    what: 'a link to the data as a class',
    write: folder(({ at }) => symlink('.', at('pets/all'))),
    expected: { code: 'dataset-unknown-folder', message: /all\/all is a folder inside a class folder/ },
  },
  {
    what: 'a file with a hole of a terabyte',
    write: folder(async ({ at, write }) => {
      await write('pets/cat/a.png', '');
      await truncate(at('pets/cat/a.png'), 2 ** 40);
    }),
    expected: unreadable(/it has 1099511627776 bytes, expected at most/),
  },
  {
    what: 'a pipe as the data',
    write: ({ at }) => {
      execFileSync('mkfifo', [at('pets')]);
      return { name: 'images', path: at('pets') };
    },
    expected: { code: 'dataset-path-not-a-directory', message: /is a file/ },
  },
  // Names of classes.
  {
    what: 'one class in two spellings of Unicode',
    write: folder(async ({ write }) => {
      await write('pets/caf\u00e9/a.png', await png(50));
      await write('pets/cafe\u0301/b.png', await png(50));
    }),
    expected: { ...ten, count: 12, classNames: ['caf\u00e9', 'cat', 'dog'].sort() },
  },
  {
    what: 'two spellings, in train and in test',
    write: async ({ at, write }) => {
      for (const name of ['b\u00e4r', 'cat'])
        for (let i = 0; i < 5; i++) await write(`pets/train/${name}/${i}.png`, await png(50));
      await write('pets/test/ba\u0308r/a.png', await png(60));
      return { name: 'images', path: at('pets') };
    },
    expected: {
      ...ten,
      count: 11,
      test: 1,
      classNames: ['b\u00e4r', 'cat'],
      labels: [0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 0],
    },
  },
  {
    what: 'a decomposed name is told composed',
    write: folder(async ({ write }) => write('pets/ba\u0308r/a.png', await png(50))),
    expected: { ...eleven, classNames: ['b\u00e4r', 'cat', 'dog'], pixels: [50] },
  },
  {
    what: 'classes that differ in capitals',
    write: adding('Cat/a.png', () => png(60)),
    expected: { ...eleven, classNames: ['Cat', 'cat', 'dog'], pixels: [60], notes: ['class-names-alike'] },
  },
  {
    what: 'classes that differ in a space',
    write: adding('cat /a.png', () => png(60)),
    expected: { ...eleven, classNames: ['cat', 'cat ', 'dog'], notes: ['class-names-alike'] },
  },
  {
    what: 'a test class in other capitals',
    write: async ({ at, write }) => {
      for (const name of ['cat', 'dog'])
        for (let i = 0; i < 5; i++) await write(`pets/train/${name}/${i}.png`, await png(50));
      await write('pets/test/Cat/a.png', await png(60));
      return { name: 'images', path: at('pets') };
    },
    expected: { code: 'dataset-unknown-class', message: /test\/Cat is a class that train lacks; train has cat$/ },
  },
  {
    what: 'names with spaces, quotes and line ends',
    write: folder(async ({ write }) => {
      await write('pets/a "b"\n\'c\'/1.png', await png(50));
    }),
    expected: { ...eleven, classNames: ['a "b"\n\'c\'', 'cat', 'dog'] },
  },
  // Folders.
  {
    what: 'a folder without anything',
    write: async ({ at }) => {
      await mkdir(at('pets'));
      return { name: 'images', path: at('pets') };
    },
    expected: { code: 'dataset-single-class', message: /contains no class folder/ },
  },
  {
    what: 'images without class folders',
    write: async ({ at, write }) => {
      await write('pets/1.png', await png(50));
      return { name: 'images', path: at('pets') };
    },
    expected: { code: 'dataset-single-class', message: /contains no class folder/ },
  },
  {
    what: 'one class beside system folders',
    write: async ({ at, write }) => {
      await write('pets/cat/1.png', await png(50));
      await write('pets/__MACOSX/1.png', 'x');
      return { name: 'images', path: at('pets') };
    },
    expected: { code: 'dataset-single-class', message: /one class folder, cat/ },
  },
  {
    what: 'an empty class',
    write: folder(({ at }) => mkdir(at('pets/fox'))),
    expected: { code: 'dataset-empty-class', message: /fox contains no image$/ },
  },
  {
    what: 'val beside train',
    write: async ({ at, write }) => {
      await write('pets/train/cat/1.png', await png(50));
      await write('pets/val/cat/1.png', await png(50));
      return { name: 'images', path: at('pets') };
    },
    expected: { code: 'dataset-unknown-folder', message: /val is neither train nor test/ },
  },
  {
    what: 'an empty test folder',
    write: async ({ at, write }) => {
      for (const name of ['cat', 'dog'])
        for (let i = 0; i < 5; i++) await write(`pets/train/${name}/${i}.png`, await png(50));
      await mkdir(at('pets/test'));
      return { name: 'images', path: at('pets') };
    },
    expected: { code: 'dataset-empty-class', message: /test contains no class folder/ },
  },
  {
    what: 'a test folder of files only',
    write: async ({ at, write }) => {
      for (const name of ['cat', 'dog'])
        for (let i = 0; i < 5; i++) await write(`pets/train/${name}/${i}.png`, await png(50));
      await write('pets/test/1.png', await png(50));
      return { name: 'images', path: at('pets') };
    },
    expected: { code: 'dataset-empty-class', message: /test contains no class folder/ },
  },
  // Sizes.
  {
    what: 'sizes that differ',
    write: adding('cat/a.png', () => png(50, 5, 4)),
    expected: { code: 'dataset-mixed-sizes', message: /cat\/0\.png is 4 x 4, .*cat\/a\.png is 4 x 5/ },
  },
  {
    what: 'sizes that differ, resized',
    write: adding('cat/a.png', () => png(50, 90, 3), { height: 4 }),
    expected: eleven,
  },
  {
    what: 'one pixel by a thousand',
    write: adding('cat/a.png', () => png(50, 1000, 1), { height: 4 }),
    expected: eleven,
  },
  {
    what: 'more than the free memory',
    write: folder(() => undefined),
    memoryBytes: 400,
    expected: {
      code: 'dataset-too-large',
      message: /10 images of 4 x 4 x 3 bytes need 480 bytes of memory; 400 bytes are free/,
    },
  },
]);
