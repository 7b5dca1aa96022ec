import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

export { watchParent } from './watch-parent.ts';

/** The module that a worker thread or a child process starts with. */
export interface NodeEntry {
  /** Absolute path. */
  readonly filename: string;
  /** Node options of the thread or process. */
  readonly execArgv: readonly string[];
}

/**
 * Finds a module beside its caller: compiled beside compiled code, TypeScript beside TypeScript.
 *
 * @param caller `import.meta.url`
 *
 * @param name relative to the caller, without extension: `../worker/entry`
 */
export function nodeEntry(caller: string, name: string): NodeEntry {
  if (caller.endsWith('.ts')) return sourceEntry(new URL(`${name}.ts`, caller));
  return { filename: fileURLToPath(new URL(`${name}.js`, caller)), execArgv: [] };
}

/** Makes an entry of a TypeScript module. */
export function sourceEntry(url: URL): NodeEntry {
  // The loader is given by its URL, because the current directory may be anywhere.
  const loader = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
  return { filename: fileURLToPath(url), execArgv: ['--conditions=@sweepdeck/source', '--import', loader] };
}
