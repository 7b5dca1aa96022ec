import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { basename, dirname } from 'node:path';
import type * as Esbuild from 'esbuild';
import { SweepdeckError } from '../errors/index.ts';
import { refuseEndlessFiles } from './refuse-endless-files.ts';

export interface ModuleBundle {
  /** One JavaScript module for Node with everything that the file imports. */
  readonly code: string;
  /** SHA-256 of the code, 64 hex characters: independent of comments, layout and the file's folder. */
  readonly sha256: string;
}

/**
 * Bundles a custom module with its imports.
 *
 * @param path absolute path of a TypeScript or JavaScript file
 *
 * @throws SweepdeckError `module-not-found`, or `module-not-built` with the line of a syntax error or of a wrong
 * import
 */
export function bundleModule(path: string): ModuleBundle {
  refuseEndlessFiles(path);
  // Loaded here, so that other commands do not pay for it.
  const esbuild = createRequire(import.meta.url)('esbuild') as typeof Esbuild;
  try {
    const { outputFiles } = esbuild.buildSync({
      entryPoints: [path],
      // Paths in the output are relative to the file's own folder, so that moving the folder changes nothing.
      absWorkingDir: dirname(path),
      bundle: true,
      format: 'esm',
      platform: 'node',
      target: 'node20',
      minifyWhitespace: true,
      legalComments: 'none',
      charset: 'utf8',
      tsconfigRaw: '{}',
      write: false,
      logLevel: 'silent',
    });
    const code = outputFiles[0]?.text ?? '';
    return { code, sha256: createHash('sha256').update(code).digest('hex') };
  } catch (error) {
    if (!isBuildFailure(error)) throw error;
    throw new SweepdeckError({
      code: 'module-not-built',
      message: error.errors.map((problem) => describeProblem(path, problem)).join('\n'),
      hint: error.errors.some(({ text }) => text.startsWith('Could not resolve'))
        ? 'Import only files beside the module; `create` receives tfjs-core as `tf`, and types are imported with `import type`.'
        : 'The file must be a TypeScript or JavaScript module.',
      cause: error,
    });
  }
}

function isBuildFailure(error: unknown): error is Esbuild.BuildFailure {
  return error instanceof Error && 'errors' in error && Array.isArray(error.errors);
}

/** `/sweeps/my-loss.ts:3:7: Expected ";" but found "x"` */
function describeProblem(path: string, { location, text }: Esbuild.Message): string {
  if (location === null) return `${path}: ${text}`;
  const file = location.file === basename(path) ? path : `${path}: ${location.file}`;
  return `${file}:${location.line}:${location.column + 1}: ${text}`;
}
