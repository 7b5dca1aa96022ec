import { bytesPerValue, sizeOf, type StoredTensor, type StoredTensors } from './stored-tensor.ts';

/**
 * Writes tensors and some texts as a safetensors file: the header's length (8 bytes, little-endian), the header
 * (JSON: type, shape and offsets of each tensor, padded with spaces to a multiple of 8), then the values,
 * little-endian, sorted by name. Equal tensors and metadata give equal bytes. Source:
 * https://github.com/huggingface/safetensors, "Format".
 *
 * @param metadata texts by name, for `__metadata__`
 */
export function writeSafetensors(
  tensors: StoredTensors,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array<ArrayBuffer> {
  const sorted = Object.entries(tensors).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const header: Record<string, unknown> = {};
  if (Object.keys(metadata).length > 0) header['__metadata__'] = metadata;
  let end = 0;
  for (const [name, tensor] of sorted) {
    refuseImpossible(name, tensor);
    const begin = end;
    end += tensor.values.byteLength;
    header[name] = { dtype: tensor.dtype, shape: tensor.shape, data_offsets: [begin, end] };
  }
  const text = new TextEncoder().encode(JSON.stringify(header));
  const headerLength = Math.ceil(text.length / 8) * 8;
  const bytes = new Uint8Array(8 + headerLength + end);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(headerLength), true);
  bytes.fill(0x20, 8 + text.length, 8 + headerLength);
  bytes.set(text, 8);
  let place = 8 + headerLength;
  for (const [, { values }] of sorted) {
    bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), place);
    place += values.byteLength;
  }
  return bytes;
}

function refuseImpossible(name: string, { dtype, shape, values }: StoredTensor): void {
  if (name === '__metadata__') throw new RangeError('a checkpoint cannot hold a tensor named __metadata__');
  if (values.byteLength !== sizeOf(shape) * bytesPerValue[dtype])
    throw new RangeError(`${name}: ${values.length} values of ${dtype} do not fill ${shape.join('x')}`);
}
