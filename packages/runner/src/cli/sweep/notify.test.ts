import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { notify, parseNotifyTarget, type SweepEnding } from './notify.ts';

const ending: SweepEnding = {
  sweep: {
    id: 3,
    name: 'rates',
    counts: { pending: 1, running: 0, finished: 2, diverged: 1, failed: 0 },
    objective: { name: 'validation.accuracy', goal: 'maximize' },
    bestObjective: Number.NaN,
  },
  status: 'paused',
  seconds: 12.5,
};

let server: Server;
let requests: { readonly method: string | undefined; readonly type: string | undefined; readonly body: string }[];
/** Null: the server never answers. */
let status: number | null;
beforeEach(async () => {
  requests = [];
  status = 204;
  server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => (body += text));
    request.on('end', () => {
      requests.push({ method: request.method, type: request.headers['content-type'], body });
      if (status !== null) response.writeHead(status, { location: '/other' }).end();
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const address = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

/** Notifies, and returns what was printed. */
async function printed(value: string, { isTTY = false, timeoutMs = 60_000 } = {}): Promise<string> {
  const stream = Object.assign(new PassThrough({ encoding: 'utf8' }), { isTTY });
  await notify(parseNotifyTarget(value), ending, { stderr: stream as unknown as NodeJS.WriteStream }, timeoutMs);
  return String(stream.read() ?? '');
}

test('a server gets the result as JSON', async () => {
  expect(await printed(`${address()}/hook`)).toBe('');
  expect(requests).toMatchObject([{ method: 'POST', type: 'application/json' }]);
  expect(JSON.parse(requests[0]?.body ?? '')).toEqual({
    text: 'Sweep rates (s3) paused: 3 of 4 trials have a result, best validation.accuracy NaN',
    sweep: { id: 3, name: 'rates' },
    status: 'paused',
    seconds: 12.5,
    counts: ending.sweep.counts,
    objective: ending.sweep.objective,
    bestObjective: 'NaN',
  });
});

test.each([500, 404, 302])('an answer with status %i is told, once', async (answer) => {
  status = answer;
  expect(await printed(`${address()}/secret`)).toBe(
    `Note: the notification to ${address()} failed: it answered with status ${answer}.\n`,
  );
  expect(requests).toHaveLength(1);
});

test('a server that never answers is given up', async () => {
  status = null;
  expect(await printed(address(), { timeoutMs: 100 })).toContain('failed: no answer within 0.1 s.');
});

test('a server that is not there is told', async () => {
  const free = address();
  await new Promise((resolve) => server.close(resolve));
  expect(await printed(free)).toMatch(/failed: .*ECONNREFUSED/u);
  await once(server.listen(0, '127.0.0.1'), 'listening');
});

test('the bell rings on a terminal only', async () => {
  expect(await printed('bell', { isTTY: true })).toBe('\u0007');
  expect(await printed('bell')).toBe('');
});

test.each([
  '',
  'ring',
  'example.org/hook',
  'ftp://example.org',
  'file:///etc/passwd',
  'http://',
  'https://me:secret@example.org',
])('refuses %j', (value) => {
  expect(() => parseNotifyTarget(value)).toThrow(
    expect.objectContaining({ code: 'usage', hint: expect.stringContaining('--notify bell') }),
  );
});
