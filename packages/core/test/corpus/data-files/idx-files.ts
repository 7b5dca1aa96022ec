import { rm } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { alternating, idx } from './binary-files.ts';
import { type Accepted, type OddFile, type Place, type Refused } from './odd-file.ts';

export const images = 'train-images-idx3-ubyte';
export const labels = 'train-labels-idx1-ubyte';
export const good = idx([20, 2, 3]);
export const goodLabels = idx([20], alternating(20));
export const zipped = gzipSync(good);

/** Good files, then what the case writes over them. */
export const spoiled =
  (spoil: (place: Place) => Promise<unknown>, more: object = {}): OddFile['write'] =>
  async (place) => {
    await place.write(images, good);
    await place.write(labels, goodLabels);
    await spoil(place);
    return { name: 'idx', path: place.at(''), ...more };
  };
export const withImages = (content: Uint8Array): OddFile['write'] => spoiled(({ write }) => write(images, content));
export const withLabels = (content: Uint8Array): OddFile['write'] => spoiled(({ write }) => write(labels, content));
export const inPlaceOf = (name: string, make: (place: Place) => Promise<unknown>): OddFile['write'] =>
  spoiled(async (place) => {
    await rm(place.at(name));
    await make(place);
  });

export const accepted: Accepted = {
  count: 20,
  classNames: ['0', '1'],
  shape: [2, 3, 1],
  pixels: [2, 3, 4],
  labels: [...alternating(20)],
};
export const truncated = (message: RegExp): Refused => ({ code: 'dataset-truncated', message });
export const magic = (message: RegExp): Refused => ({ code: 'dataset-wrong-magic', message });
export const trailing = (message: RegExp): Refused => ({ code: 'dataset-trailing-bytes', message });
export const unreadable = (message: RegExp): Refused => ({ code: 'dataset-unreadable', message });
export const damaged = Buffer.from(zipped);
damaged[zipped.length - 6] = (damaged[zipped.length - 6] ?? 0) ^ 0xff;
/** Says 20 x 2 x 3 and holds 20 MB, in 20 kB. */
export const bomb = gzipSync(Buffer.concat([good, Buffer.alloc(20_000_000)]));

/**
 * Makes gzip data of 4 MB that unpack to more than 4 GiB: a beginning, then 66 gzip members of 64 MiB of zeros.
 * @param head what the unpacked file begins with
 */
export function endlessGzip(head: Uint8Array): Buffer {
  const member = gzipSync(Buffer.alloc(2 ** 26));
  return Buffer.concat([gzipSync(head), ...Array.from({ length: 66 }, () => member)]);
}
