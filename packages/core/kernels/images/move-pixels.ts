// Images are `[height][width][channels]`, float32.

/** `to[y][x] = from[y + down][x + right]`, 0 where that is outside. */
export function cropImage(height: i32, width: i32, channels: i32, down: i32, right: i32, from: usize, to: usize): void {
  const pixel = (<usize>channels) << 2;
  memory.fill(to, 0, <usize>(height * width) * pixel);
  const first = max(0, -right);
  const end = min(width, width - right);
  if (end <= first) return;
  for (let y = max(0, -down), last = min(height, height - down); y < last; y++) {
    const source = from + <usize>((y + down) * width + first + right) * pixel;
    memory.copy(to + <usize>(y * width + first) * pixel, source, <usize>(end - first) * pixel);
  }
}

/** Mirrors left and right, top and bottom, or both. */
export function flipImage(
  height: i32,
  width: i32,
  channels: i32,
  isHorizontal: i32,
  isVertical: i32,
  from: usize,
  to: usize,
): void {
  const pixel = (<usize>channels) << 2;
  const row = <usize>width * pixel;
  for (let y = 0; y < height; y++) {
    let source = from + <usize>(isVertical ? height - 1 - y : y) * row;
    if (!isHorizontal) {
      memory.copy(to, source, row);
      to += row;
      continue;
    }
    source += row;
    for (const end = to + row; to < end; to += pixel) {
      source -= pixel;
      for (let c: usize = 0; c < pixel; c += 4) store<f32>(to + c, load<f32>(source + c));
    }
  }
}

/**
 * Copies an image and writes 0 in rows `top` up to but not including `bottom` and columns `left` up to but not
 * including `right`, which lie within the image.
 */
export function cutOut(
  height: i32,
  width: i32,
  channels: i32,
  top: i32,
  left: i32,
  bottom: i32,
  right: i32,
  from: usize,
  to: usize,
): void {
  const pixel = (<usize>channels) << 2;
  memory.copy(to, from, <usize>(height * width) * pixel);
  if (right <= left) return;
  for (let y = top; y < bottom; y++) {
    memory.fill(to + <usize>(y * width + left) * pixel, 0, <usize>(right - left) * pixel);
  }
}
