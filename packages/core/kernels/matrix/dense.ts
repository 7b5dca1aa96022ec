import { maskAndSumColumns } from '../activation/activation-gradient';
import { matrixMultiply, matrixMultiplyScratchBytes } from './matrix-multiply';

export function denseGradientScratchBytes(batch: i32, inputs: i32, units: i32): usize {
  const parameters = matrixMultiplyScratchBytes(inputs, units, batch);
  const input = matrixMultiplyScratchBytes(batch, inputs, units);
  return ((<usize>batch * <usize>units) << 2) + max(parameters, input);
}

/** `dKernel = x^T dz`, `dBias = sum dz` with `dz = y > 0 ? dy : 0` (`y` 0: `dz = dy`). */
export function denseParameterGradient(
  batch: i32,
  inputs: i32,
  units: i32,
  dy: usize,
  y: usize,
  x: usize,
  dKernel: usize,
  dBias: usize,
  scratch: usize,
): void {
  memory.fill(dBias, 0, (<usize>units) << 2);
  const dz = y ? scratch : dy;
  maskAndSumColumns(y ? dz : 0, dy, y, batch, units, dBias);
  const rest = scratch + ((<usize>batch * <usize>units) << 2);
  matrixMultiply(inputs, units, batch, x, 1, inputs, dz, units, 1, dKernel, false, 0, false, rest);
}

/** `dx = dz kernel^T`. */
export function denseInputGradient(
  batch: i32,
  inputs: i32,
  units: i32,
  dy: usize,
  y: usize,
  kernel: usize,
  dx: usize,
  scratch: usize,
): void {
  const dz = y ? scratch : dy;
  if (y) maskAndSumColumns(dz, dy, y, batch, units, 0);
  const rest = scratch + ((<usize>batch * <usize>units) << 2);
  matrixMultiply(batch, inputs, units, dz, units, 1, kernel, 1, units, dx, false, 0, false, rest);
}
