// One measurement of matrix products in a process of its own, with our kernels or with the stock WebAssembly backend
// as TensorFlow.js ships it: prints the median milliseconds of each as one line of JSON.
// usage: multiply.ts ours|stock CASE...
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { env, matMul, randomUniform, setBackend, tidy, type Tensor2D } from '@tensorflow/tfjs-core';
import { createRequire } from 'node:module';
import path from 'node:path';
import { openEngine } from '../../src/engines/index.ts';
import { median } from '../../src/statistics/index.ts';
import { gemmCases, type GemmCase } from './gemm-cases.ts';

async function openStock(): Promise<void> {
  env().set('PROD', true);
  setWasmPaths(path.dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm')) + path.sep);
  if (!(await setBackend('wasm'))) throw new Error('the stock backend could not start');
}

function operand(rows: number, columns: number, isTransposed: boolean): Tensor2D {
  return randomUniform(isTransposed ? [columns, rows] : [rows, columns], -1, 1, 'float32', 1);
}

/**
 * Each product has its own operands, as in training, where weights change: the stock backend caches its preparation
 * of an operand.
 */
function timeProduct({ rows, depth, columns, transposeA, transposeB, repeats }: GemmCase): number {
  const times: number[] = [];
  for (let i = -Math.ceil(repeats / 4); i < repeats; i++) {
    tidy(() => {
      const a = operand(rows, depth, transposeA);
      const b = operand(depth, columns, transposeB);
      const start = performance.now();
      matMul(a, b, transposeA, transposeB);
      if (i >= 0) times.push(performance.now() - start);
    });
  }
  return median(times);
}

const [whose, ...names] = process.argv.slice(2);
if (whose === 'ours') await openEngine('wasm');
else await openStock();
const times = names.map((name): [string, number] => {
  const gemm = gemmCases[name];
  if (gemm === undefined) throw new RangeError(`no case ${name}`);
  return [name, timeProduct(whose === 'ours' ? gemm : { ...gemm, transposeA: false, transposeB: false })];
});
console.log(JSON.stringify(Object.fromEntries(times)));
