import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { downloadDataset } from './download-dataset.ts';
import type { DownloadProgress } from './download-file.ts';
import { archiveSources, idxSources, type DownloadSource } from './sources.ts';

const contents: Record<string, Buffer> = { images: Buffer.alloc(300_000, 'pixels'), labels: Buffer.from('labels') };
const files = Object.entries(contents).map(([name, content]) => ({
  name,
  bytes: content.length,
  sha256: createHash('sha256').update(content).digest('hex'),
}));

let cacheDirectory: string;
let servers: Server[];
beforeEach(async () => {
  cacheDirectory = await mkdtemp(join(tmpdir(), 'sweepdeck-download-'));
  servers = [];
});
afterEach(async () => {
  for (const server of servers) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
  await rm(cacheDirectory, { recursive: true });
});

/** Serves on a free port of this machine and returns the mirror's URL. */
async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

const good: RequestListener = (request, response) => response.end(contents[(request.url ?? '').slice(1)]);
const sourceOf = (...mirrors: string[]): DownloadSource => ({ mirrors, files });

test('fetches every file once, tells its progress, and serves the next call from the cache', async () => {
  let requests = 0;
  const mirror = await serve((request, response) => {
    requests++;
    good(request, response);
  });
  const seen: DownloadProgress[] = [];
  const options = { cacheDirectory, onProgress: (progress: DownloadProgress) => void seen.push(progress) };
  const directory = await downloadDataset('toy', sourceOf(mirror), options);
  expect(directory).toBe(join(cacheDirectory, 'toy'));
  for (const [name, content] of Object.entries(contents)) {
    expect((await readFile(join(directory, name))).equals(content)).toBe(true);
  }
  expect(seen).toContainEqual({ what: 'toy/images', receivedBytes: 0, totalBytes: 300_000 });
  expect(seen).toContainEqual({ what: 'toy/images', receivedBytes: 300_000, totalBytes: 300_000 });
  await downloadDataset('toy', sourceOf(mirror), options);
  expect(requests).toBe(2);
});

test('a damaged cached file is fetched again', async () => {
  const source = sourceOf(await serve(good));
  const directory = await downloadDataset('toy', source, { cacheDirectory });
  await writeFile(join(directory, 'labels'), 'damage');
  await downloadDataset('toy', source, { cacheDirectory });
  expect(await readFile(join(directory, 'labels'), 'utf8')).toBe('labels');
});

test('without a listed length the server tells the progress and the sha256 alone decides', async () => {
  const chunked: RequestListener = (request, response) => {
    const content = contents[(request.url ?? '').slice(1)];
    response.write(content?.subarray(0, 3));
    response.end(content?.subarray(3));
  };
  const unlisted = files.slice(0, 1).map(({ name, sha256 }) => ({ name, sha256 }));
  for (const [listener, total] of [[good, 300_000] as const, [chunked, null] as const]) {
    const mirror = await serve(listener);
    const seen: DownloadProgress[] = [];
    const options = { cacheDirectory: join(cacheDirectory, String(total)), onProgress: seen.push.bind(seen) };
    await downloadDataset('toy', { mirrors: [mirror], files: unlisted }, options);
    expect(seen[0]).toEqual({ what: 'toy/images', receivedBytes: 0, totalBytes: null });
    expect(seen[1]?.totalBytes).toBe(total);
    expect(seen.at(-1)).toEqual({ what: 'toy/images', receivedBytes: 300_000, totalBytes: 300_000 });
  }
  const longer = await serve((_, response) => response.end(Buffer.alloc(300_001, 'pixels')));
  const attempt = downloadDataset('toy', { mirrors: [longer], files: unlisted }, { cacheDirectory });
  await expect(attempt).rejects.toThrow(/sha256 is [0-9a-f]{64}, expected /);
});

const failures: [string, RequestListener, RegExp][] = [
  ['answers 404', (_, response) => response.writeHead(404).end(), /HTTP status 404/],
  ['sends another content', (_, response) => response.end(Buffer.alloc(300_000)), /sha256 is [0-9a-f]{64}, expected /],
  ['sends too little', (_, response) => response.end('short'), /only 5 of 300000 bytes arrived/],
  ['sends too much', (_, response) => response.end(Buffer.alloc(300_001)), /more than the expected 300000 bytes/],
  ['breaks off', (_, response) => response.write('x', () => response.destroy()), /terminated|closed|hang up/],
  ['falls silent', (_, response) => response.write('x'), /nothing arrived for 0\.2 s/],
  ['never answers', () => undefined, /nothing arrived for 0\.2 s/],
];

test.each(failures)('a mirror that %s is told with its reason and leaves no file', async (_, listener, reason) => {
  const mirror = await serve(listener);
  const attempt = downloadDataset('toy', sourceOf(mirror), { cacheDirectory, stallTimeoutMs: 200 });
  await expect(attempt).rejects.toMatchObject({
    code: 'dataset-download-failed',
    message: expect.stringMatching(reason),
  });
  await expect(attempt).rejects.toThrow(`${mirror}images`);
  expect(await readdir(join(cacheDirectory, 'toy'))).toEqual([]);
});

test('the next mirror is tried when one fails', async () => {
  const broken = await serve((_, response) => response.writeHead(500).end());
  const directory = await downloadDataset('toy', sourceOf(broken, await serve(good)), { cacheDirectory });
  expect((await readdir(directory)).sort()).toEqual(['images', 'labels']);
});

test('a cache path that is a file is an error of its own', async () => {
  const path = join(cacheDirectory, 'file');
  await writeFile(path, '');
  await expect(downloadDataset('toy', sourceOf(), { cacheDirectory: path })).rejects.toMatchObject({
    code: 'dataset-cache-unwritable',
    message: expect.stringContaining(path),
  });
});

const sources: [string, DownloadSource, number][] = [
  ...Object.entries(idxSources).map(([name, source]): [string, DownloadSource, number] => [name, source, 4]),
  ...Object.entries(archiveSources).map(([name, source]): [string, DownloadSource, number] => [name, source, 1]),
];

test.each(sources)('%s lists its files, each with its sha256, and mirrors', (_, source, count) => {
  expect(source.files).toHaveLength(count);
  expect(new Set(source.files.map(({ sha256 }) => sha256)).size).toBe(count);
  for (const { sha256 } of source.files) expect(sha256).toMatch(/^[0-9a-f]{64}$/);
  expect(source.mirrors.length).toBeGreaterThan(0);
  for (const mirror of source.mirrors) expect(new URL(mirror).pathname.endsWith('/')).toBe(true);
});

test.each(['mnist', 'fashion-mnist'] as const)('%s lists the length of each file', (name) => {
  for (const { bytes } of idxSources[name].files) expect(bytes).toBeGreaterThan(4000);
});

test.each(Object.entries(idxSources))('%s names its ten classes', (_, { classNames }) => {
  expect(new Set(classNames).size).toBe(10);
});

const mnistDirectory = new URL('../../../../../../shared/data/mnist-20k', import.meta.url).pathname;

test('the real test files of MNIST have the sha256 that is listed', async (context) => {
  if (!existsSync(mnistDirectory)) return context.skip(`${mnistDirectory} is not there`);
  const testFiles = idxSources.mnist.files.slice(2);
  const directory = join(cacheDirectory, 'mnist');
  await mkdir(directory);
  for (const { name } of testFiles) await copyFile(join(mnistDirectory, name), join(directory, name));
  // Without mirrors this succeeds only when nothing has to be fetched.
  const source = { mirrors: [], files: testFiles };
  expect(await downloadDataset('mnist', source, { cacheDirectory })).toBe(directory);
  return undefined;
});
