import { clipText } from './clip-text.ts';
import { describeThrown } from './describe-thrown.ts';
import { SweepdeckError } from './sweepdeck-error.ts';

/** An error as plain data. A structured clone of an Error loses its code and hint, so threads exchange this. */
export interface SerializedError {
  readonly code: string;
  readonly message: string;
  readonly hint?: string | undefined;
  readonly stack?: string | undefined;
}

const longestStack = 8000;
const longestCode = 100;

/** A custom module is imported from its code, which would appear in every line of the stack. */
const codeAsAddress = /data:text\/javascript;base64,[\w+/=]+/g;

/** Converts anything that was thrown; never throws. Very long texts are clipped, because they are sent and stored. */
export function serializeError(error: unknown): SerializedError {
  const message = clipText(describeThrown(error));
  const stack = stackOf(error);
  if (error instanceof SweepdeckError) {
    const { code, hint } = error;
    return { code: clipText(code, longestCode), message, hint: hint === undefined ? hint : clipText(hint), stack };
  }
  return { code: 'internal', message, ...(stack === undefined ? {} : { stack }) };
}

export function deserializeError(data: SerializedError): SweepdeckError {
  const error = new SweepdeckError(data);
  if (data.stack !== undefined) error.stack = data.stack;
  return error;
}

function stackOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  try {
    const stack: unknown = error.stack;
    return typeof stack === 'string' ? clipText(stack.replace(codeAsAddress, 'own-module'), longestStack) : undefined;
  } catch {
    // A getter of the module threw.
    return undefined;
  }
}
