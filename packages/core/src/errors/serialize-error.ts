import { SweepdeckError } from './sweepdeck-error.ts';

/** An error as plain data: a structured clone of an Error drops its code and hint, so threads exchange this. */
export interface SerializedError {
  readonly code: string;
  readonly message: string;
  readonly hint?: string | undefined;
  readonly stack?: string | undefined;
}

export function serializeError(error: unknown): SerializedError {
  if (error instanceof SweepdeckError) {
    return { code: error.code, message: error.message, hint: error.hint, stack: error.stack };
  }
  if (error instanceof Error) return { code: 'internal', message: error.message, stack: error.stack };
  return { code: 'internal', message: String(error) };
}

export function deserializeError(data: SerializedError): SweepdeckError {
  const error = new SweepdeckError(data);
  if (data.stack !== undefined) error.stack = data.stack;
  return error;
}
