// Tone steps that depend on all pixels of a channel. `pixels` is their number; images are `[pixels][channels]`, float32.

/** Stretches each channel so that its darkest value becomes 0 and its brightest 1; leaves a flat channel alone. */
export function autoContrast(pixels: i32, channels: i32, from: usize, to: usize): void {
  const step = (<usize>channels) << 2;
  const bytes = <usize>pixels * step;
  for (let c: usize = 0; c < step; c += 4) {
    let low: f64 = 1;
    let high: f64 = 0;
    for (let i = c; i < bytes; i += step) {
      const value = <f64>load<f32>(from + i);
      low = min(low, value);
      high = max(high, value);
    }
    const scale: f64 = high > low ? 1 / (high - low) : 1;
    const offset: f64 = high > low ? low : 0;
    for (let i = c; i < bytes; i += step) {
      const value = (<f64>load<f32>(from + i) - offset) * scale;
      store<f32>(to + i, <f32>(value < 0 ? 0 : value > 1 ? 1 : value));
    }
  }
}

/**
 * Equalizes the histogram of each channel over 256 levels.
 * @param scratch 2048 bytes
 */
export function equalize(pixels: i32, channels: i32, from: usize, to: usize, scratch: usize): void {
  const step = (<usize>channels) << 2;
  const bytes = <usize>pixels * step;
  const levels = scratch + 1024;
  for (let c: usize = 0; c < step; c += 4) {
    memory.fill(scratch, 0, 1024);
    let brightest = 0;
    for (let i = c; i < bytes; i += step) {
      const level = levelOf(load<f32>(from + i));
      const at = scratch + ((<usize>level) << 2);
      store<i32>(at, load<i32>(at) + 1);
      brightest = max(brightest, level);
    }
    const share = (pixels - load<i32>(scratch + ((<usize>brightest) << 2))) / 255;
    let below = share / 2;
    for (let level = 0; level < 256; level++) {
      const at = (<usize>level) << 2;
      const next = share == 0 ? level : min(255, below / share);
      store<f32>(levels + at, <f32>(<f64>next / 255));
      below += load<i32>(scratch + at);
    }
    for (let i = c; i < bytes; i += step) {
      store<f32>(to + i, load<f32>(levels + ((<usize>levelOf(load<f32>(from + i))) << 2)));
    }
  }
}

function levelOf(pixel: f32): i32 {
  return <i32>Math.floor(<f64>pixel * 255 + 0.5);
}
