import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

export interface WorkerEntry {
  /** Absolute path of the module that a worker thread runs. */
  readonly filename: string;
  /** Node options of the thread. */
  readonly execArgv: readonly string[];
}

/** The worker's module: compiled beside the compiled pool, TypeScript beside its source. */
export function workerEntry(): WorkerEntry {
  if (import.meta.url.endsWith('.ts')) return sourceEntry(new URL('../worker/entry.ts', import.meta.url));
  return { filename: fileURLToPath(new URL('../worker/entry.js', import.meta.url)), execArgv: [] };
}

/** A TypeScript module as a worker's module. */
export function sourceEntry(url: URL): WorkerEntry {
  // The current directory may be anywhere, so the loader goes by its address.
  const loader = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
  return { filename: fileURLToPath(url), execArgv: ['--conditions=@sweepdeck/source', '--import', loader] };
}
