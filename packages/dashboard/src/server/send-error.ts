import type { ErrorRequestHandler } from 'express';
import { nameCommands, SweepdeckError } from '@sweepdeck/core/errors';
import type { ApiError } from '../contract/index.ts';

const statusByCode: Readonly<Record<string, number>> = {
  'bad-request': 400,
  'host-not-allowed': 403,
  'store-gone': 503,
};

/** Maps `not-found`, `trial-not-found` and the like to 404. */
function statusOf(code: string): number {
  return /(?:^|-)not-found$/.test(code) ? 404 : (statusByCode[code] ?? 500);
}

/**
 * Sends every failure as JSON. A defect of the program is logged in full and sent without its stack.
 *
 * @param commandName the name that calls the program, for commands in hints
 */
export function sendErrors(commandName: string): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    if (response.headersSent) return next(error);
    const { status, body } = describe(error, (text) => nameCommands(text, commandName));
    response.status(status).json(body);
  };
}

function describe(error: unknown, named: (text: string) => string): { status: number; body: ApiError } {
  if (error instanceof SweepdeckError) {
    const { code, message, hint } = error;
    const body = { error: { code, message: named(message), hint: hint === undefined ? hint : named(hint) } };
    return { status: statusOf(code), body };
  }
  if (error instanceof URIError) {
    return { status: 400, body: { error: { code: 'bad-request', message: 'the address is not a valid URL' } } };
  }
  console.error(error);
  const message = error instanceof Error ? error.message : String(error);
  return { status: 500, body: { error: { code: 'internal', message } } };
}
