/**
 * The gradient `dz` of one image of `height` x `width` from that of its 2x2 max pooling of stride 2 and the places, as
 * pool-windows.ts gives them; a border that fills no window is left as it is.
 * @param rowBytes between the rows of `dz`
 */
export function unpoolImage(
  dz: usize,
  rowBytes: usize,
  height: i32,
  width: i32,
  channels: i32,
  dy: usize,
  places: usize,
): void {
  const pixelBytes = (<usize>channels) << 2;
  const vectorBytes = pixelBytes & ~15;
  for (let row = 0; row < height >> 1; row++) {
    let window = dz + <usize>row * 2 * rowBytes;
    for (let column = 0; column < width >> 1; column++) {
      let at = window;
      for (const end = window + vectorBytes; at < end; at += 16) {
        const gradient = v128.load(dy);
        const place = i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(v128.load32_zero(places)));
        v128.store(at, v128.and(gradient, i32x4.eq(place, i32x4.splat(0))));
        v128.store(at + pixelBytes, v128.and(gradient, i32x4.eq(place, i32x4.splat(1))));
        v128.store(at + rowBytes, v128.and(gradient, i32x4.eq(place, i32x4.splat(2))));
        v128.store(at + rowBytes + pixelBytes, v128.and(gradient, i32x4.eq(place, i32x4.splat(3))));
        dy += 16;
        places += 4;
      }
      for (const end = window + pixelBytes; at < end; at += 4) {
        const gradient = load<f32>(dy);
        const place = <i32>load<u8>(places);
        store<f32>(at, place == 0 ? gradient : 0);
        store<f32>(at + pixelBytes, place == 1 ? gradient : 0);
        store<f32>(at + rowBytes, place == 2 ? gradient : 0);
        store<f32>(at + rowBytes + pixelBytes, place == 3 ? gradient : 0);
        dy += 4;
        places++;
      }
      window += 2 * pixelBytes;
    }
  }
}
