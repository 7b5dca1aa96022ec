import type { RequestHandler } from 'express';
import { SweepdeckError } from '@sweepdeck/core/errors';

/**
 * Answers only requests whose Host names this machine. Otherwise a web page could point its own domain at 127.0.0.1
 * and read the results (DNS rebinding).
 */
export function guardHost(host: string): RequestHandler {
  const allowed = new Set(['localhost', '127.0.0.1', '[::1]', host, `[${host}]`]);
  const isOpen = host === '0.0.0.0' || host === '::';
  return (request, _response, next) => {
    const name = (request.headers.host ?? '').replace(/:\d+$/, '').toLowerCase();
    if (allowed.has(name) || (isOpen && isAddress(name))) return next();
    throw new SweepdeckError({
      code: 'host-not-allowed',
      message: `the dashboard does not answer for the host "${name}"`,
      hint: 'open it by its IP address, or pass the name with --host',
    });
  };
}

/** Rebinding needs a name; an IP address cannot be pointed elsewhere. */
function isAddress(name: string): boolean {
  return /^\d+(\.\d+){3}$/.test(name) || /^\[[\da-f:.]+\]$/.test(name);
}
