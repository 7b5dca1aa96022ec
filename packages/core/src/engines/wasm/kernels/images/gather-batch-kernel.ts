import { gatherBatchKernel } from '../../../../ops/gather-batch.ts';
import { wasmKernel, type KernelFamily } from '../wasm-kernel.ts';

/** Copies the images' bytes beside the tensors and looks up their values there. */
export const gatherBatchFamily: KernelFamily = ({ kernels, address, bytesAt, makeOutput, scratch }) => [
  wasmKernel(gatherBatchKernel, (_inputs, { source, indices, tables }) => {
    const { images, height, width, channels } = source;
    const size = height * width * channels;
    const batch = makeOutput([indices.length, height, width, channels]);
    const tablesAt = scratch(tables.byteLength + indices.length * size);
    const pixelsAt = tablesAt + tables.byteLength;
    bytesAt(tablesAt, tables.byteLength).set(new Uint8Array(tables.buffer, tables.byteOffset, tables.byteLength));
    const pixels = bytesAt(pixelsAt, indices.length * size);
    for (const [position, index] of indices.entries()) {
      pixels.set(images.subarray(index * size, (index + 1) * size), position * size);
    }
    kernels.lookUpPixels(indices.length * height * width, channels, pixelsAt, tablesAt, address(batch));
    return batch;
  }),
];
