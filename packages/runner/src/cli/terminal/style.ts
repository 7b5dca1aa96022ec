/** Functions that color text. Without colors, each returns its text unchanged. */
export interface Style {
  readonly isColor: boolean;
  bold(text: string): string;
  dim(text: string): string;
  red(text: string): string;
  green(text: string): string;
  yellow(text: string): string;
  blue(text: string): string;
  cyan(text: string): string;
}

export function createStyle(isColor: boolean): Style {
  const paint =
    (open: number, close: number) =>
    (text: string): string =>
      isColor && text !== '' ? `\u001b[${open}m${text}\u001b[${close}m` : text;
  return {
    isColor,
    bold: paint(1, 22),
    dim: paint(2, 22),
    red: paint(31, 39),
    green: paint(32, 39),
    yellow: paint(33, 39),
    blue: paint(34, 39),
    cyan: paint(36, 39),
  };
}

/**
 * Decides whether to color a stream: first by `--color` or `--no-color`, then by NO_COLOR and FORCE_COLOR, then by
 * whether it is a terminal. See https://no-color.org.
 */
export function wantsColor(
  flag: boolean | undefined,
  env: Readonly<Record<string, string | undefined>>,
  isTerminal: boolean,
): boolean {
  if (flag !== undefined) return flag;
  if ((env['NO_COLOR'] ?? '') !== '') return false;
  if ((env['FORCE_COLOR'] ?? '') !== '') return env['FORCE_COLOR'] !== '0';
  return isTerminal && env['TERM'] !== 'dumb';
}
