/**
 * Parses an option's value.
 * @throws RangeError for anything but a whole number from 1
 */
export function positiveInteger(text: string, option: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1) return value;
  throw new RangeError(`--${option} ${text}: expected a whole number from 1`);
}
