import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import {
  checkTensorflowAddon,
  installationFile,
  tensorflowInstallFolder,
  tensorflowPackageFolder,
  type TensorflowFlavor,
} from '@sweepdeck/core/engines';
import { SweepdeckError } from '@sweepdeck/core/errors';
import type { CommandContext } from '../command/command.ts';
import { compileAddon } from './compile-addon.ts';
import { downloadAddon } from './download-addon.ts';
import { findLibtensorflow } from './find-libtensorflow.ts';
import { findNodeHeaders } from './find-node-headers.ts';

export interface InstallEngineOptions {
  readonly flavor: TensorflowFlavor;
  /** A library to build against; undefined for the package's own download. */
  readonly libtensorflow: string | undefined;
  readonly nodeDirectory: string | undefined;
}

export interface InstalledEngine {
  readonly engine: 'tensorflow';
  readonly flavor: TensorflowFlavor;
  readonly route: 'download' | 'build';
  /** The device that computes. */
  readonly device: string;
  readonly numericsVersion: string;
  readonly folder: string;
  readonly seconds: number;
}

/**
 * Builds the addon in a temporary folder, trains a step on it, and only then moves it to where the engine looks. An
 * earlier installation stays in place until that step succeeds.
 *
 * @throws SweepdeckError `addon-not-built`, `engine-failed`, `no-gpu`, and others when a prerequisite is missing
 */
export async function installEngine(
  { flavor, libtensorflow, nodeDirectory }: InstallEngineOptions,
  { env, stderr }: CommandContext,
): Promise<InstalledEngine> {
  const startedAt = performance.now();
  const packageFolder = tensorflowPackageFolder(flavor);
  const folder = tensorflowInstallFolder(flavor);
  const directory = `${folder}.new-${process.pid}`;
  const tool = { packageFolder, directory, env, output: stderr };
  const build =
    libtensorflow === undefined
      ? () => downloadAddon({ ...tool, flavor })
      : prepareCompilation({ ...tool, libtensorflow, nodeDirectory });
  mkdirSync(directory, { recursive: true });
  try {
    const file = await build();
    writeFileSync(path.join(directory, installationFile), `${JSON.stringify({ flavor, file })}\n`);
    stderr.write('Built. Training one step on it ...\n');
    const status = await checkTensorflowAddon({ flavor, file: path.join(directory, file) });
    if (!status.works) {
      throw new SweepdeckError({
        code: 'engine-failed',
        message: `the addon was built but does not work: ${status.reason}`,
        hint: status.hint,
      });
    }
    const { device, numericsVersion } = status;
    if (flavor === 'cuda' && !device.includes('CUDA')) throw noGpu(device);
    rmSync(folder, { recursive: true, force: true });
    renameSync(directory, folder);
    const route = libtensorflow === undefined ? 'download' : 'build';
    return {
      engine: 'tensorflow',
      flavor,
      route,
      device,
      numericsVersion,
      folder,
      seconds: (performance.now() - startedAt) / 1000,
    };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Finds everything that the compiler needs before anything is made. */
function prepareCompilation({
  libtensorflow,
  nodeDirectory,
  ...tool
}: Omit<Parameters<typeof compileAddon>[0], 'libtensorflow' | 'nodeHeaders'> & {
  readonly libtensorflow: string;
  readonly nodeDirectory: string | undefined;
}): () => Promise<string> {
  const found = findLibtensorflow(libtensorflow);
  const nodeHeaders = findNodeHeaders(nodeDirectory, tool.env);
  return () => compileAddon({ ...tool, libtensorflow: found, nodeHeaders });
}

function noGpu(device: string): SweepdeckError {
  return new SweepdeckError({
    code: 'no-gpu',
    message: `the library works but computes on the processor (${device}): it found no usable NVIDIA GPU`,
    hint: 'Check that `nvidia-smi` lists the GPU and that the library was built with CUDA. For the processor, use `runner engine install tensorflow`.',
  });
}
