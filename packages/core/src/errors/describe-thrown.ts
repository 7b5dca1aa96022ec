/** The message of whatever was thrown, also of what is no error and cannot be turned into text. */
export function describeThrown(thrown: unknown): string {
  try {
    const message: unknown = thrown instanceof Error ? thrown.message : thrown;
    return String(message);
  } catch {
    return `a value that has no text (${typeof thrown})`;
  }
}
