import { nearestNames, SweepdeckError } from '@sweepdeck/core/errors';

/** A command line that cannot be understood. */
export function usageError(message: string, hint: string): SweepdeckError {
  return new SweepdeckError({ code: 'usage', message, hint });
}

/** `Did you mean --top?`, or what to look at when nothing is near. */
export function suggest(
  wanted: string,
  names: readonly string[],
  prefix: string,
  otherwise: string,
  suffix = '',
): string {
  const near = nearestNames(wanted, names).map((name) => `${prefix}${name}${suffix}`);
  return near.length === 0 ? otherwise : `Did you mean ${near.join(' or ')}?`;
}
