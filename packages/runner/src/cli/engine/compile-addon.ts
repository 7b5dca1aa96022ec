import path from 'node:path';
import { SweepdeckError } from '@sweepdeck/core/errors';
import type { Libtensorflow } from './find-libtensorflow.ts';
import { runTool, type ToolOptions } from './run-tool.ts';

export interface CompileOptions extends ToolOptions {
  /** Folder of the npm package that contains the sources. */
  readonly packageFolder: string;
  readonly nodeHeaders: string;
  readonly libtensorflow: Libtensorflow;
}

const sources = ['tfjs_backend.cc', 'tfjs_binding.cc'];

/**
 * Compiles the package's addon in `directory` against a TensorFlow library, which stays where it is. One call of the
 * compiler builds both sources; the package's own build script would need Python and links only the library names of
 * a release.
 *
 * @returns path of the addon, relative to `directory`
 *
 * @throws SweepdeckError `addon-not-built` with the compiler's output
 */
export async function compileAddon(options: CompileOptions): Promise<string> {
  const { env } = options;
  if (process.platform === 'win32') {
    throw notBuilt(
      '--libtensorflow works on Linux and macOS',
      'On Windows omit it: the package downloads its own library.',
    );
  }
  const file = 'tfjs_binding.node';
  const compiler = env['CXX'] || 'c++';
  const { code, printed } = await runTool(compiler, compilerWords(options, file), options);
  if (code === 0) return file;
  if (code === null) {
    throw notBuilt(
      `the compiler ${compiler} could not be run: ${printed}`,
      'Install one (`apt install g++`, `xcode-select --install`), or name it with CXX.',
    );
  }
  throw notBuilt(
    `${compiler} ended with exit code ${code}:\n${printed.split('\n').slice(-8).join('\n')}`,
    'TensorFlow 2.21 is known to work; other versions may have changed the C interface.',
  );
}

function compilerWords({ nodeHeaders, libtensorflow, packageFolder }: CompileOptions, file: string): string[] {
  const { headers, libraries, cudaLibraries } = libtensorflow;
  const linked = [...libraries, ...cudaLibraries];
  const folders = new Set(linked.map((library) => path.dirname(library)));
  return [
    '-std=c++17',
    '-O2',
    '-fPIC',
    '-shared',
    '-DNAPI_VERSION=8',
    // Node provides its own symbols when it loads the addon.
    ...(process.platform === 'darwin' ? ['-undefined', 'dynamic_lookup'] : ['-Wl,--no-as-needed']),
    `-I${nodeHeaders}`,
    `-I${headers}`,
    ...sources.map((name) => path.join(packageFolder, 'binding', name)),
    ...linked,
    ...[...folders].map((folder) => `-Wl,-rpath,${folder}`),
    '-o',
    file,
  ];
}

function notBuilt(message: string, hint: string): SweepdeckError {
  return new SweepdeckError({
    code: 'addon-not-built',
    message: `the TensorFlow addon was not built: ${message}`,
    hint,
  });
}
