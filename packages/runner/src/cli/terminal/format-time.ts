/** Formats a time in UTC, to the second: `2026-12-01 05:20:11`. */
export function formatTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 19).replace('T', ' ');
}
