const units = ['KiB', 'MiB', 'GiB', 'TiB'] as const;

/** Formats bytes in binary units: `812 bytes`, `64 MiB`, `1.5 GiB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} bytes`;
  let value = bytes;
  let unit: string = units[0];
  for (unit of units) {
    value /= 1024;
    if (value < 1023.5) break;
  }
  return `${value < 9.95 ? value.toFixed(1).replace(/\.0$/, '') : Math.round(value)} ${unit}`;
}
