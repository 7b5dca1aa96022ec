import { clipText, describeThrown, SweepdeckError } from '../errors/index.ts';

const correctIt = 'Correct the module, or its options in the sweep file, and run the same command again.';

/** Less than a whole message: a clipped one must not be clipped again, which would hide its size. */
const longestCause = 1500;

/** What a module of the user's own did wrong, as an error that names its file. */
export function moduleFailed(subject: string, what: string, cause: unknown, hint: string = correctIt): SweepdeckError {
  if (cause instanceof SweepdeckError) return cause;
  return new SweepdeckError({
    code: 'module-failed',
    message: `${subject}: ${what} threw: ${clipText(describeThrown(cause), longestCause)}`,
    hint,
    cause,
  });
}

/** `saw` and `expected` read on after what was looked at: `create returned a number; expected a function`. */
export function moduleInvalid(subject: string, message: string, hint?: string): SweepdeckError {
  return new SweepdeckError({ code: 'module-invalid', message: clipText(`${subject}: ${message}`), hint });
}

/** A value in an error message: `a function`, `undefined`, `a Promise`. */
export function describeKind(value: unknown): string {
  if (value === undefined || value === null) return String(value);
  if (typeof value !== 'object') return `a ${typeof value}`;
  const maker: unknown = Reflect.get(value, 'constructor');
  const name = typeof maker === 'function' ? maker.name : '';
  return name === '' || name === 'Object' ? 'an object' : `a value of ${name}`;
}
