import { crc32, deflateSync } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';
import { type Accepted, type OddFile, type Place, type Refused } from './odd-file.ts';

export const flat = (value: number, width = 4, height = 4): Sharp =>
  sharp({ create: { width, height, channels: 3, background: { r: value, g: value, b: value } } });
export const gray = (value: number): Sharp =>
  sharp(Buffer.alloc(16, value), { raw: { width: 4, height: 4, channels: 1 } }).toColourspace('b-w');
export const png = (value: number, width = 4, height = 4): Promise<Buffer> =>
  flat(value, width, height).png().toBuffer();
/** An animation whose frames get lighter. */
export async function frames(count: number): Promise<Sharp> {
  const images = await Promise.all(Array.from({ length: count }, (_, i) => png(40 * i)));
  return sharp(images, { join: { animated: true } });
}

/** Five images of two classes each, then what the case adds. */
export const folder =
  (add: (place: Place) => unknown, more: object = {}): OddFile['write'] =>
  async (place) => {
    for (const [label, name] of ['cat', 'dog'].entries()) {
      for (let i = 0; i < 5; i++) await place.write(`pets/${name}/${i}.png`, await png(50 + 100 * label + i));
    }
    await add(place);
    return { name: 'images', path: place.at('pets'), ...more };
  };
export const adding = (
  name: string,
  content: () => Promise<Uint8Array> | Uint8Array | string,
  more: object = {},
): OddFile['write'] => folder(async ({ write }) => write(`pets/${name}`, await content()), more);
export const skip = { skip_unreadable: true };

export const ten: Accepted = { count: 10, classNames: ['cat', 'dog'], shape: [4, 4, 3], pixels: [50, 50, 50] };
export const eleven: Accepted = { ...ten, count: 11 };
export const passedOver: Accepted = { ...ten, notes: ['images-passed-over'] };
export const filesPassedOver: Accepted = { ...ten, notes: ['files-passed-over'] };
export const misnamed: Accepted = { ...eleven, notes: ['image-format-differs'] };
export const left: Accepted = { ...ten, notes: ['images-unreadable'] };
export const unsupported = (message: RegExp): Refused => ({ code: 'dataset-unsupported-image', message });
export const corrupt = (message: RegExp): Refused => ({ code: 'dataset-corrupt-image', message });
export const unreadable = (message: RegExp): Refused => ({ code: 'dataset-unreadable', message });

export const svg = (inside = ''): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"><rect width="4" height="4" fill="red"/>${inside}</svg>`;
export const bmp = Buffer.concat([Buffer.from('BM'), Buffer.alloc(100)]);
/** A gray TIFF of 4 x 4 floats, which the encoder does not write. Source: TIFF 6.0 */
export function floatTiff(): Buffer {
  const values = Buffer.from(Float32Array.from({ length: 16 }, (_, i) => i / 16).buffer);
  // Tag, type (3: 16 bits, 4: 32 bits), value.
  const fields = [
    [256, 3, 4],
    [257, 3, 4],
    [258, 3, 32],
    [259, 3, 1],
    [262, 3, 1],
    [273, 4, 8],
    [277, 3, 1],
    [278, 3, 4],
    [279, 4, values.length],
    [339, 3, 3],
  ].map(([tag = 0, type = 0, value = 0]) => {
    const field = Buffer.alloc(12);
    field.writeUInt16LE(tag, 0);
    field.writeUInt16LE(type, 2);
    field.writeUInt32LE(1, 4);
    field.writeUInt32LE(value, 8);
    return field;
  });
  const start = Buffer.from('II*\0\0\0\0\0', 'latin1');
  start.writeUInt32LE(8 + values.length, 4);
  const count = Buffer.alloc(2);
  count.writeUInt16LE(fields.length);
  return Buffer.concat([start, values, count, ...fields, Buffer.alloc(4)]);
}

/**
 * A PNG of 4 x 4 whose pixels take 1 or 2 bits, gray or with a palette, which the encoder does not write. Source: PNG
 * specification, third edition
 */
export function packedPng(bits: 1 | 2, row: number, palette: readonly number[] = []): Buffer {
  const chunk = (type: string, content: readonly number[] | Uint8Array): Buffer => {
    const named = Buffer.concat([Buffer.from(type), Uint8Array.from(content)]);
    const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(content.length);
    checksum.writeUInt32BE(crc32(named));
    return Buffer.concat([length, named, checksum]);
  };
  const isGray = palette.length === 0;
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', [0, 0, 0, 4, 0, 0, 0, 4, bits, isGray ? 0 : 3, 0, 0, 0]),
    isGray ? Buffer.alloc(0) : chunk('PLTE', palette),
    chunk('IDAT', deflateSync(Uint8Array.from([0, row, 0, row, 0, row, 0, row]))),
    chunk('IEND', []),
  ]);
}
