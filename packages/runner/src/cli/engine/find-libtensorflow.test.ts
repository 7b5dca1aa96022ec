import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findLibtensorflow } from './find-libtensorflow.ts';

const extension =
  process.platform === 'darwin' ? (version: string) => `.${version}.dylib` : (version: string) => `.so.${version}`;

let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'sweepdeck-libtensorflow-'));
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

function write(...names: readonly string[]): void {
  for (const name of names) {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    writeFileSync(path.join(root, name), '');
  }
}

const cc = `libtensorflow_cc${extension('2')}`;
const framework = `libtensorflow_framework${extension('2')}`;

test("a Python environment's folder, or the one of its packages, with CUDA's libraries beside", () => {
  write(
    'tensorflow/include/tensorflow/c/c_api.h',
    `tensorflow/${cc}`,
    `tensorflow/${framework}`,
    'nvidia/cudnn/lib/libcudnn.so.9',
    'nvidia/cudnn/lib/libcudnn_ops.so.9',
    'nvidia/cublas/lib/libcublasLt.so.12',
    'nvidia/cublas/lib/libnvblas.so.12',
  );
  const expected = {
    headers: path.join(root, 'tensorflow', 'include'),
    libraries: [path.join(root, 'tensorflow', cc), path.join(root, 'tensorflow', framework)],
    cudaLibraries: [
      path.join(root, 'nvidia', 'cublas', 'lib', 'libcublasLt.so.12'),
      path.join(root, 'nvidia', 'cudnn', 'lib', 'libcudnn.so.9'),
    ],
  };
  for (const folder of [root, path.join(root, 'tensorflow')]) {
    const found = findLibtensorflow(folder);
    expect({ ...found, cudaLibraries: found.cudaLibraries.toSorted() }).toEqual(expected);
  }
});

test('a release of libtensorflow, whose links the full version stands for', () => {
  const full = `libtensorflow${extension('2.18.0')}`;
  write('include/tensorflow/c/c_api.h', `lib/libtensorflow${extension('2')}`, `lib/${full}`, `lib/${framework}`);
  expect(findLibtensorflow(root)).toEqual({
    headers: path.join(root, 'include'),
    libraries: [path.join(root, 'lib', full), path.join(root, 'lib', framework)],
    cudaLibraries: [],
  });
});

test.each([
  ['nothing', []],
  ['no headers', [cc, framework]],
  ['no framework', [cc, 'include/tensorflow/c/c_api.h']],
])('a folder with %s is refused', (_, names) => {
  write(...names);
  expect(() => findLibtensorflow(root)).toThrow(expect.objectContaining({ code: 'libtensorflow-not-found' }));
});
