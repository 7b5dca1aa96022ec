import { createHash, randomBytes } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { SourceFile } from './sources.ts';

export interface DownloadProgress {
  /** The dataset and the file: `mnist/train-images-idx3-ubyte.gz`. */
  readonly what: string;
  readonly receivedBytes: number;
  /**
   * The listed size, or the one that the server announces; null when neither is known. At the end, the number of
   * bytes received.
   */
  readonly totalBytes: number | null;
}

export interface DownloadFileOptions {
  readonly fetch: typeof fetch;
  readonly onReceived: (receivedBytes: number, totalBytes: number | null) => void;
  /** Gives up when nothing arrives for this long. */
  readonly stallTimeoutMs: number;
}

/**
 * Downloads `url` to `path`. The content is written to a temporary file beside it, which is renamed only when its
 * sha256 is right, so that `path` never contains half a file. Throws an Error with the reason in one line.
 */
export async function downloadFile(
  url: string,
  path: string,
  expected: SourceFile,
  { fetch, onReceived, stallTimeoutMs }: DownloadFileOptions,
): Promise<void> {
  const controller = new AbortController();
  const stalled = (): void => controller.abort(new Error(`nothing arrived for ${stallTimeoutMs / 1000} s`));
  let timer = setTimeout(stalled, stallTimeoutMs);
  const temporary = join(dirname(path), `.${basename(path)}.${process.pid}-${randomBytes(4).toString('hex')}.part`);
  try {
    const response = await fetch(url, { signal: controller.signal });
    if (!response.ok || response.body === null) throw new Error(`HTTP status ${response.status}`);
    const total = expected.bytes ?? announcedBytes(response);
    const hash = createHash('sha256');
    let received = 0;
    const file = await open(temporary, 'wx');
    try {
      for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
        clearTimeout(timer);
        timer = setTimeout(stalled, stallTimeoutMs);
        received += chunk.length;
        if (received > (expected.bytes ?? Infinity)) throw new Error(`more than the expected ${expected.bytes} bytes`);
        hash.update(chunk);
        await file.writeFile(chunk);
        onReceived(received, total);
      }
    } finally {
      await file.close();
    }
    if (received < (expected.bytes ?? 0)) throw new Error(`only ${received} of ${expected.bytes} bytes arrived`);
    const sha256 = hash.digest('hex');
    if (sha256 !== expected.sha256) throw new Error(`sha256 is ${sha256}, expected ${expected.sha256}`);
    await rename(temporary, path);
    if (total !== received) onReceived(received, received);
  } finally {
    clearTimeout(timer);
    await rm(temporary, { force: true });
  }
}

/**
 * Returns the length that the server announces; undefined for content that is compressed in transit, whose length
 * differs.
 */
function announcedBytes({ headers }: Response): number | null {
  const length = Number(headers.get('content-length'));
  return length > 0 && !headers.has('content-encoding') ? length : null;
}
