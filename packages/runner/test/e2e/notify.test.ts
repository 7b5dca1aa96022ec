import { existsSync } from 'node:fs';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makePlace, type Place } from './run-runner.ts';

const sweep = `
name: small
dataset: { name: glyphs, count: 100 }
model: logistic
training: { epochs: 1, batch_size: 16 }
engine: cpu
parameters:
  learning_rate: { values: [0.01] }
`;

let place: Place;
beforeEach(() => {
  place = makePlace();
  place.write('small.yaml', sweep);
});
afterEach(() => place.remove());

test('a server is told the end of a sweep; one that is gone changes nothing but a note', async () => {
  const bodies: string[] = [];
  const server = createServer((request, response) => {
    request.setEncoding('utf8').on('data', (text: string) => bodies.push(text));
    request.on('end', () => response.end('thanks'));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  const told = await place.run('sweep', 'small.yaml', '--workers', '1', '--notify', url);
  expect(told.code).toBe(0);
  expect(bodies.map((body) => JSON.parse(body) as unknown)).toMatchObject([
    { sweep: { id: 1, name: 'small' }, status: 'finished', counts: { finished: 1 }, bestObjective: expect.any(Number) },
  ]);
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  const gone = await place.run('sweep', 'small.yaml', '--workers', '1', '--notify', url);
  expect(gone).toMatchObject({
    code: 0,
    stderr: expect.stringContaining('Note: the notification to http://127.0.0.1:'),
  });
});

test('an address that cannot be used is refused before anything starts', async () => {
  for (const more of [[], ['--dry-run']]) {
    const { code, stderr } = await place.runHere('sweep', 'small.yaml', '--notify', 'ftp://example.org', ...more);
    expect([code, stderr]).toEqual([2, expect.stringMatching(/http or https.*\n.*--notify bell/u)]);
  }
  expect(existsSync(join(place.directory, '.sweepdeck'))).toBe(false);
});
