import { alternating, bytesArray, npy, numbers, ramp, zip, type ZipOptions } from './binary-files.ts';
import { type Accepted, type OddFile, type Refused } from './odd-file.ts';

export const images = bytesArray([20, 2, 3]);
export const labels = npy('|u1', [20], alternating(20));
export const accepted: Accepted = {
  count: 20,
  classNames: ['0', '1'],
  shape: [2, 3, 1],
  pixels: [2, 3, 4],
  labels: [...alternating(20)],
};
export const floats = (values: readonly number[]): Buffer => numbers(Float32Array.from(values));
export const spread = Array.from({ length: 120 }, (_, i) => (i % 121) / 120);

export const inNpy =
  (x: Uint8Array, y: Uint8Array = labels): OddFile['write'] =>
  async ({ at, write }) => {
    await write('x.npy', x);
    await write('y.npy', y);
    return { name: 'npy', images_path: at('x.npy'), labels_path: at('y.npy') };
  };
export type Arrays = readonly (readonly [string, Uint8Array])[];
export const pair: Arrays = [
  ['x_train.npy', images],
  ['y_train.npy', labels],
];
export const inNpz =
  (arrays: Arrays, options: ZipOptions = {}, more: object = {}): OddFile['write'] =>
  async ({ at, write }) => {
    await write('set.npz', zip(arrays, options));
    return { name: 'npz', path: at('set.npz'), ...more };
  };
export const asNpz =
  (content: Uint8Array): OddFile['write'] =>
  async ({ at, write }) => {
    await write('set.npz', content);
    return { name: 'npz', path: at('set.npz') };
  };
export const whole = zip(pair);
export const withHeader = (header: string): Buffer => npy('', [], ramp(120), { header });
export const dict = (shape: string, descr = "'|u1'", order = 'False'): Buffer =>
  withHeader(`{'descr': ${descr}, 'fortran_order': ${order}, 'shape': ${shape}, }`);

export const truncated = (message: RegExp): Refused => ({ code: 'dataset-truncated', message });
export const corrupt = (message: RegExp): Refused => ({ code: 'dataset-corrupt-npy', message });
export const badZip = (message: RegExp): Refused => ({ code: 'dataset-corrupt-zip', message });
export const dtype = (message: RegExp): Refused => ({ code: 'dataset-unsupported-dtype', message });
export const shape = (message: RegExp): Refused => ({ code: 'dataset-wrong-shape', message });
export const magic = (message: RegExp): Refused => ({ code: 'dataset-wrong-magic', message });
export const tooLarge = (message: RegExp): Refused => ({ code: 'dataset-too-large', message });
export const trailing = (message: RegExp): Refused => ({ code: 'dataset-trailing-bytes', message });
export const unreadable = (message: RegExp): Refused => ({ code: 'dataset-unreadable', message });
