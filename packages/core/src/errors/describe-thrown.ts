/** Returns the message of anything that was thrown, even if it is not an error or cannot be converted to text. */
export function describeThrown(thrown: unknown): string {
  try {
    const message: unknown = thrown instanceof Error ? thrown.message : thrown;
    return String(message);
  } catch {
    return `a value that has no text (${typeof thrown})`;
  }
}
