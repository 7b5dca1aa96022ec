import {
  engine,
  env,
  findBackendFactory,
  getBackend,
  registerBackend,
  removeBackend,
  setBackend,
  type KernelBackend,
} from '@tensorflow/tfjs-core';
import { SweepdeckError } from '../errors/index.ts';

type BackendFactory = () => KernelBackend | Promise<KernelBackend>;

/** Removing a backend also removes its factory, which is kept here so that the engine can be opened again. */
const factories = new Map<string, BackendFactory>();

/**
 * Makes a TensorFlow.js backend the current one of this thread.
 *
 * @throws SweepdeckError `engine-failed` when it cannot start
 */
export async function openBackend(name: string): Promise<KernelBackend> {
  // Production mode: no advice on the console, and no checks that our types make unnecessary.
  env().set('PROD', true);
  const factory = findBackendFactory(name);
  if (factory) factories.set(name, factory);
  else registerBackend(name, factories.get(name) ?? (() => Promise.reject(new Error('unknown backend'))));
  if (!(await setBackend(name))) {
    throw new SweepdeckError({
      code: 'engine-failed',
      message: `the engine ${name} could not start`,
      hint: 'Run `runner doctor` to see what each engine needs.',
    });
  }
  return engine().backend;
}

export async function makeBackendCurrent(name: string): Promise<void> {
  if (getBackend() !== name) await openBackend(name);
}

export function closeBackend(name: string): void {
  if (findBackendFactory(name)) removeBackend(name);
}
