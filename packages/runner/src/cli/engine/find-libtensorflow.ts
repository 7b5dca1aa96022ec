import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { SweepdeckError } from '@sweepdeck/core/errors';

/** A TensorFlow library to link against. */
export interface Libtensorflow {
  /** Folder that contains `tensorflow/c/c_api.h`. */
  readonly headers: string;
  /** Absolute paths of the libraries to link: the C interface first, then the framework. */
  readonly libraries: readonly string[];
  /**
   * CUDA libraries from Python packages beside TensorFlow's. Empty when CUDA is installed in the system, or missing.
   */
  readonly cudaLibraries: readonly string[];
}

const suffix = process.platform === 'darwin' ? String.raw`(\.\d+)*\.dylib` : String.raw`\.so(\.\d+)*`;

/** Names of the same library in a Python package and in a libtensorflow release. */
const interfaceNames = ['libtensorflow_cc', 'libtensorflow'];

/** Libraries that TensorFlow loads by name at run time. It would not find them inside Python packages. */
const cudaName =
  /^lib(cudart|cublas|cublasLt|cudnn|cufft|cupti|curand|cusolver|cusparse|nccl|nvJitLink|nvrtc)\.so\.\d+$/;

/**
 * Finds the library in a folder: Python's `site-packages/tensorflow`, `site-packages` itself, or a libtensorflow
 * release with `lib` and `include`.
 *
 * @throws SweepdeckError `libtensorflow-not-found`
 */
export function findLibtensorflow(directory: string): Libtensorflow {
  const given = path.resolve(directory);
  for (const folder of [given, path.join(given, 'tensorflow')]) {
    const headers = path.join(folder, 'include');
    if (!existsSync(path.join(headers, 'tensorflow', 'c', 'c_api.h'))) continue;
    for (const place of [folder, path.join(folder, 'lib')]) {
      const names = existsSync(place) ? readdirSync(place) : [];
      const libraries = interfaceNames
        .map((name) => [name, 'libtensorflow_framework'].map((each) => pick(names, each)))
        .find((pair) => pair.every((name) => name !== undefined));
      if (libraries === undefined) continue;
      return {
        headers,
        libraries: libraries.map((name) => path.join(place, name)),
        cudaLibraries: findCudaLibraries(path.join(folder, '..', 'nvidia')),
      };
    }
  }
  throw new SweepdeckError({
    code: 'libtensorflow-not-found',
    message: `--libtensorflow ${directory}: expected it to contain libtensorflow_cc or libtensorflow, libtensorflow_framework and include/tensorflow/c/c_api.h`,
    hint: 'Give the folder of the Python package. This prints it: `python3 -c "import importlib.util as u; print(u.find_spec(\'tensorflow\').submodule_search_locations[0])"`',
  });
}

/** Picks the file with the longest version suffix; both development and runtime packages contain it. */
function pick(names: readonly string[], name: string): string | undefined {
  const pattern = new RegExp(`^${name}${suffix}$`);
  return names.filter((each) => pattern.test(each)).sort((a, b) => b.length - a.length)[0];
}

function findCudaLibraries(nvidia: string): string[] {
  if (!existsSync(nvidia)) return [];
  return readdirSync(nvidia).flatMap((part) => {
    const folder = path.join(nvidia, part, 'lib');
    const names = existsSync(folder) ? readdirSync(folder) : [];
    return names.filter((name) => cudaName.test(name)).map((name) => path.resolve(folder, name));
  });
}
