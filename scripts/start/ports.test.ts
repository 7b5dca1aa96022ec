import { createServer, type Server } from 'node:net';
import { expect, test } from 'vitest';
import { findFreePort } from './ports.mjs';

function listen(): Promise<{ server: Server; port: number }> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve({ server, port: typeof address === 'object' && address !== null ? address.port : 0 });
    });
  });
}

test('takes the preferred port when it is free, another when it is not', async () => {
  const { server, port } = await listen();
  const other = await findFreePort(port);
  await new Promise((resolve) => server.close(resolve));
  expect(other).not.toBe(port);
  expect(await findFreePort(port)).toBe(port);
});
