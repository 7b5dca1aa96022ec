/**
 * `values[i, p, c] = tables[c][pixels[i, p, c]]`: bytes to normalized numbers.
 * @param count images times pixels
 * @param pixels `[count][channels]`, one byte each
 * @param tables `[channels][256]`, float32
 */
export function lookUpPixels(count: i32, channels: i32, pixels: usize, tables: usize, values: usize): void {
  if (channels == 1) {
    for (const end = pixels + <usize>count; pixels < end; pixels++, values += 4) {
      store<f32>(values, load<f32>(tables + ((<usize>load<u8>(pixels)) << 2)));
    }
    return;
  }
  const tablesEnd = tables + ((<usize>channels) << 10);
  for (const end = pixels + <usize>count * <usize>channels; pixels < end;) {
    for (let table = tables; table < tablesEnd; table += 1024, pixels++, values += 4) {
      store<f32>(values, load<f32>(table + ((<usize>load<u8>(pixels)) << 2)));
    }
  }
}
