import type { EngineMemory, WorkingEngine } from '../engine.ts';
import { isSoftwareAdapter, type AdapterDescription } from './is-software-adapter.ts';

export type AdapterLimits = Pick<GPUSupportedLimits, 'maxBufferSize' | 'maxStorageBufferBindingSize'>;

/** Describes an adapter that works. */
export function describeAdapter(info: AdapterDescription, limits: AdapterLimits): WorkingEngine {
  const { vendor, architecture, device, description } = info;
  const family = [vendor, architecture].filter((part) => part !== '').join('-');
  return {
    works: true,
    device: [description, device, vendor].find((name) => name !== '') ?? 'unnamed GPU',
    // Drivers round differently, so results belong to a family of GPUs.
    numericsVersion: `webgpu-2/${family === '' ? 'unnamed' : family}`,
    isCandidate: !isSoftwareAdapter(info),
    memory: memoryOf(info, limits),
  };
}

/**
 * Returns the memory limits. A tensor is one buffer, bound as a whole. WebGPU does not report the memory of a
 * discrete GPU.
 */
function memoryOf(
  info: AdapterDescription,
  { maxBufferSize, maxStorageBufferBindingSize }: AdapterLimits,
): EngineMemory {
  return {
    of: isSoftwareAdapter(info) || isIntegrated(info) ? 'machine' : 'device',
    mostTensorBytes: Math.min(maxBufferSize, maxStorageBufferBindingSize),
  };
}

/**
 * Recognizes GPUs that share the processor's memory by their vendor; Intel's discrete cards have a high-performance
 * architecture.
 */
function isIntegrated({ vendor, architecture }: AdapterDescription): boolean {
  if (vendor === 'intel') return architecture !== '' && !architecture.includes('hp');
  return ['apple', 'arm', 'broadcom', 'img-tec', 'qualcomm', 'samsung'].includes(vendor);
}
