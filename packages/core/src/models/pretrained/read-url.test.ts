import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { readModelFiles } from './read-model-files.ts';

const dense = {
  class_name: 'Dense',
  config: { name: 'head', units: 2, batch_input_shape: [null, 3], activation: 'linear', use_bias: false },
};
const modelTopology = { class_name: 'Sequential', config: { name: 'net', layers: [dense] } };
const weights = [{ name: 'head/kernel', shape: [3, 2], dtype: 'float32' }];
const modelJson = JSON.stringify({ modelTopology, weightsManifest: [{ paths: ['weights.bin'], weights }] });
const weightBytes = Buffer.alloc(24);

let server: Server | undefined;
afterEach(async () => {
  server?.closeAllConnections();
  await new Promise((resolve) => (server === undefined ? resolve(undefined) : server.close(resolve)));
  server = undefined;
});

/** Serves a good model, but for the paths that are given. @returns its URL */
async function serve(answers: Readonly<Record<string, RequestListener>> = {}): Promise<string> {
  const good: Readonly<Record<string, RequestListener>> = {
    '/model.json': (_, response) => response.end(modelJson),
    '/weights.bin': (_, response) => response.end(weightBytes),
  };
  server = createServer((request, response) => {
    const answer = answers[request.url ?? ''] ?? good[request.url ?? ''];
    if (answer === undefined) response.writeHead(404).end();
    else answer(request, response);
  });
  const listening = server;
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(listening.address() as AddressInfo).port}/model.json`;
}

const read = (url: string) => readModelFiles(url, { stallMs: 300 });

/** Cuts the connection once what was written has left. */
const cut = (response: ServerResponse, part: string | Buffer): boolean =>
  response.write(part, () => response.socket?.end());

const web = '<!doctype html><title>model.json</title>';

test('a model is read, also behind a redirect', async () => {
  const url = await serve({ '/old.json': (_, response) => response.writeHead(302, { location: '/model.json' }).end() });
  const { artifacts, sha256 } = await readModelFiles(url);
  expect(artifacts.weightSpecs).toEqual(weights);
  expect(artifacts.weightData).toHaveProperty('byteLength', 24);
  expect(await readModelFiles(url.replace('model', 'old'))).toMatchObject({ sha256 });
});

describe('a server that misbehaves is refused in words:', () => {
  test.each<[string, string, RequestListener, string, string]>([
    ['no answer', '/model.json', () => undefined, 'pretrained-unreadable', 'nothing arrived for 0.3 s'],
    [
      'a stall within the description',
      '/model.json',
      (_, response) => response.write(modelJson.slice(0, 9)),
      'pretrained-unreadable',
      'nothing arrived for 0.3 s',
    ],
    [
      'a stall within the weights',
      '/weights.bin',
      (_, response) => response.write(weightBytes.subarray(0, 9)),
      'pretrained-unreadable',
      'nothing arrived for 0.3 s',
    ],
    [
      'a length beyond the limit',
      '/weights.bin',
      (_, response) => response.writeHead(200, { 'content-length': 10 ** 12 }).write(weightBytes),
      'pretrained-unreadable',
      'the server announces 1000000000000 bytes, expected the 24 that the manifest describes',
    ],
    [
      'a length longer than the content',
      '/weights.bin',
      (_, response) => cut(response.writeHead(200, { 'content-length': 24 }), weightBytes.subarray(0, 9)),
      'pretrained-unreadable',
      'the connection ended after 9 of 24 bytes: ',
    ],
    [
      'weights without end',
      '/weights.bin',
      (_, response) => {
        const more = (): boolean => response.destroyed || response.write(Buffer.alloc(2 ** 16), more);
        more();
      },
      'pretrained-unreadable',
      'it contains more bytes than expected: the 24 that the manifest describes',
    ],
    [
      'a ring of redirects',
      '/model.json',
      (_, response) => response.writeHead(302, { location: '/model.json' }).end(),
      'pretrained-unreadable',
      'the server keeps redirecting',
    ],
    [
      'a web page',
      '/model.json',
      (_, response) => response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(web),
      'pretrained-unreadable',
      'the server answered with a web page (text/html)',
    ],
    [
      'a web page by another name',
      '/model.json',
      (_, response) => response.end(web),
      'pretrained-invalid',
      'is not a saved TensorFlow.js model: ',
    ],
    [
      '404',
      '/model.json',
      (_, response) => response.writeHead(404).end(web),
      'pretrained-not-found',
      'the server answered 404 Not Found',
    ],
    [
      '404 for the weights',
      '/weights.bin',
      (_, response) => response.writeHead(404).end(),
      'pretrained-not-found',
      'weights.bin: cannot be read: the server answered 404 Not Found',
    ],
    [
      '500',
      '/model.json',
      (_, response) => response.writeHead(500).end(),
      'pretrained-unreadable',
      'the server answered 500 Internal Server Error',
    ],
    [
      'too few weights',
      '/weights.bin',
      (_, response) => response.end(weightBytes.subarray(0, 9)),
      'pretrained-invalid',
      'hold 9 bytes; its manifest describes 24 bytes',
    ],
    [
      'a cut before the first byte',
      '/model.json',
      (request) => request.socket.destroy(),
      'pretrained-unreadable',
      'fetch failed: ',
    ],
  ])('%s', async (_, path, answer, code, says) => {
    await expect(read(await serve({ [path]: answer }))).rejects.toMatchObject({
      code,
      message: expect.stringContaining(says),
      hint: expect.stringMatching(/./),
    });
  });
});

test('a server that is not there is refused', async () => {
  const url = await serve();
  server?.close();
  await expect(read(url)).rejects.toMatchObject({
    code: 'pretrained-unreadable',
    message: expect.stringContaining('ECONNREFUSED'),
  });
});
