/** Writes bytes as SQL does: `x'0A1B'`. */
export function formatBytes(bytes: Uint8Array): string {
  return `x'${Buffer.from(bytes).toString('hex').toUpperCase()}'`;
}
