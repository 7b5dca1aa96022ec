import { clipText, describeThrown, SweepdeckError } from '../errors/index.ts';

const correctIt = 'Correct the module, or its options in the sweep file, and run the same command again.';

/** Less than the limit of a message: clipping a clipped text again would hide its full size. */
const longestCause = 1500;

/** Makes the error for a failure of a custom module; it names the module's file. */
export function moduleFailed(subject: string, what: string, cause: unknown, hint: string = correctIt): SweepdeckError {
  if (cause instanceof SweepdeckError) return cause;
  return new SweepdeckError({
    code: 'module-failed',
    message: `${subject}: ${what} threw: ${clipText(describeThrown(cause), longestCause)}`,
    hint,
    cause,
  });
}

/**
 * Makes the error for a wrong value from a module; `message` continues the module's name: `create returned a number;
 * expected a function`.
 */
export function moduleInvalid(subject: string, message: string, hint?: string): SweepdeckError {
  return new SweepdeckError({ code: 'module-invalid', message: clipText(`${subject}: ${message}`), hint });
}

/** Describes a value in an error message: `a function`, `undefined`, `a Promise`. */
export function describeKind(value: unknown): string {
  if (value === undefined || value === null) return String(value);
  if (typeof value !== 'object') return `a ${typeof value}`;
  const maker: unknown = Reflect.get(value, 'constructor');
  const name = typeof maker === 'function' ? maker.name : '';
  return name === '' || name === 'Object' ? 'an object' : `a value of ${name}`;
}
