import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { SweepdeckError } from '@sweepdeck/core/errors';

/** A TensorFlow library to link against. */
export interface Libtensorflow {
  /** Holds `tensorflow/c/c_api.h`. */
  readonly headers: string;
  /** What the addon is linked with, absolute: the C interface, then its framework. */
  readonly libraries: readonly string[];
  /** CUDA's libraries from Python packages beside TensorFlow's; none where CUDA is installed in the system or missing. */
  readonly cudaLibraries: readonly string[];
}

const suffix = process.platform === 'darwin' ? String.raw`(\.\d+)*\.dylib` : String.raw`\.so(\.\d+)*`;

/** Names of the same library: in a Python package, in a release of libtensorflow. */
const interfaceNames = ['libtensorflow_cc', 'libtensorflow'];

/** Those that TensorFlow opens by name while it runs; it would not look for them where Python's packages have them. */
const cudaName =
  /^lib(cudart|cublas|cublasLt|cudnn|cufft|cupti|curand|cusolver|cusparse|nccl|nvJitLink|nvrtc)\.so\.\d+$/;

/**
 * The library in a folder: Python's `site-packages/tensorflow`, `site-packages` itself, or a release of libtensorflow
 * with `lib` and `include`.
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
    message: `--libtensorflow ${directory}: expected libtensorflow_cc or libtensorflow, libtensorflow_framework and include/tensorflow/c/c_api.h in it`,
    hint: "Give the folder of Python's package: `python3 -c \"import importlib.util as u; print(u.find_spec('tensorflow').submodule_search_locations[0])\"` prints it.",
  });
}

/** The file with the fullest version, which a package for building and one for running both have. */
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
