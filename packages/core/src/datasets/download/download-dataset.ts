import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { SweepdeckError } from '../../errors/index.ts';
import { readRegularFile } from '../../files/index.ts';
import { downloadFile, type DownloadProgress } from './download-file.ts';
import type { DownloadSource, SourceFile } from './sources.ts';

export interface DownloadDatasetOptions {
  readonly cacheDirectory: string;
  readonly onProgress?: (progress: DownloadProgress) => void;
  readonly fetch?: typeof fetch;
  /** Abandons a mirror when nothing arrives for this long; 30 s when omitted. */
  readonly stallTimeoutMs?: number;
}

/**
 * Returns the directory `<cacheDirectory>/<name>` with every file of the source, each with the right sha256. Missing
 * or damaged files are downloaded from the first mirror that delivers them. Errors: `dataset-cache-unwritable`,
 * `dataset-download-failed`.
 */
export async function downloadDataset(
  name: string,
  source: DownloadSource,
  options: DownloadDatasetOptions,
): Promise<string> {
  const directory = join(options.cacheDirectory, name);
  for (const file of source.files) {
    if (await isIntact(join(directory, file.name), file)) continue;
    await makeDirectory(directory);
    await downloadFromMirrors(name, source, file, directory, options);
  }
  return directory;
}

async function isIntact(path: string, { sha256 }: SourceFile): Promise<boolean> {
  const content = await readRegularFile(path).catch(() => undefined);
  return content !== undefined && createHash('sha256').update(content).digest('hex') === sha256;
}

async function makeDirectory(directory: string): Promise<void> {
  await mkdir(directory, { recursive: true }).catch((cause: unknown) => {
    throw new SweepdeckError({
      code: 'dataset-cache-unwritable',
      message: `the cache directory ${directory} cannot be created: ${describe(cause)}`,
      hint: 'free the path or choose another cache directory',
      cause,
    });
  });
}

async function downloadFromMirrors(
  name: string,
  { mirrors, files }: DownloadSource,
  file: SourceFile,
  directory: string,
  { onProgress, fetch: given, stallTimeoutMs = 30_000 }: DownloadDatasetOptions,
): Promise<void> {
  const path = join(directory, file.name);
  const report = (receivedBytes: number, totalBytes: number | null): void =>
    onProgress?.({ what: `${name}/${file.name}`, receivedBytes, totalBytes });
  const failures: string[] = [];
  for (const mirror of mirrors) {
    try {
      report(0, file.bytes ?? null);
      await downloadFile(mirror + file.name, path, file, { fetch: given ?? fetch, onReceived: report, stallTimeoutMs });
      return;
    } catch (error) {
      failures.push(`  ${mirror}${file.name}: ${describe(error)}`);
    }
  }
  throw new SweepdeckError({
    code: 'dataset-download-failed',
    message: `${name} could not be downloaded to ${path}:\n${failures.join('\n')}`,
    hint:
      `without a network, put ${files.map((needed) => needed.name).join(', ')} into ${directory}, ` +
      'or set dataset.path to where they are',
  });
}

/** Joins a message with those of its causes: fetch says only "fetch failed" and hides the reason in the cause. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const text = error.message || ('code' in error ? String(error.code) : error.name);
  return error.cause === undefined ? text : `${text}: ${describe(error.cause)}`;
}
