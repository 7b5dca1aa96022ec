const bars = '▁▂▃▄▅▆▇█';

/**
 * Draws a curve as one line of block characters; higher blocks are larger values. A curve longer than `width` is
 * split into `width` pieces, and the last value of each is drawn. Non-finite values are drawn as `×`.
 */
export function sparkline(values: readonly number[], width: number): string {
  if (width <= 0) return '';
  const drawn = values.length <= width ? values : sample(values, width);
  const finite = drawn.filter((value) => Number.isFinite(value));
  const low = Math.min(...finite);
  const range = Math.max(...finite) - low;
  return drawn
    .map((value) => {
      if (!Number.isFinite(value)) return '×';
      // A flat curve has no range, so it runs through the middle.
      const height = range === 0 ? 0.5 : (value - low) / range;
      return bars[Math.min(bars.length - 1, Math.floor(height * bars.length))] ?? '';
    })
    .join('');
}

function sample(values: readonly number[], width: number): number[] {
  return Array.from(
    { length: width },
    (_, i) => values[Math.ceil(((i + 1) * values.length) / width) - 1] ?? Number.NaN,
  );
}
