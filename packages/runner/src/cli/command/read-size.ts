import { usageError } from './usage-error.ts';

const unitBytes: Readonly<Record<string, number>> = {
  mib: 2 ** 20,
  gib: 2 ** 30,
  m: 2 ** 20,
  g: 2 ** 30,
  mb: 1e6,
  gb: 1e9,
};

/**
 * Reads the value of an option that is a size, such as `2GiB`. Returns bytes; undefined for an absent option.
 * @throws SweepdeckError `usage`
 */
export function readSize(option: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const [, number = '', unit = ''] = /^(\d{1,9}(?:\.\d{1,6})?)\s?([a-z]+)$/i.exec(value.trim()) ?? [];
  const bytes = Number(number) * (unitBytes[unit.toLowerCase()] ?? Number.NaN);
  if (!(bytes >= 2 ** 20))
    throw usageError(
      `--${option}: saw ${JSON.stringify(value)}; expected a size of at least 1MiB with its unit, such as 2GiB or 800MiB.`,
      `Omit --${option} for the default.`,
    );
  return Math.round(bytes);
}
