import { createServer } from 'node:net';

/**
 * @param {number} port 0 takes any
 * @returns {Promise<number | undefined>} the port, if nobody listens there
 */
function tryPort(port) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      const taken = typeof address === 'object' && address !== null ? address.port : port;
      server.close(() => resolve(taken));
    });
  });
}

/**
 * @param {number} preferred
 * @returns {Promise<number>} the preferred port, or any free one when that is taken
 */
export async function findFreePort(preferred) {
  return (await tryPort(preferred)) ?? (await tryPort(0)) ?? preferred;
}
