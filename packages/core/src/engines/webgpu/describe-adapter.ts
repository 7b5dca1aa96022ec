import type { EngineMemory, WorkingEngine } from '../engine.ts';
import { isSoftwareAdapter, type AdapterDescription } from './is-software-adapter.ts';

export type AdapterLimits = Pick<GPUSupportedLimits, 'maxBufferSize' | 'maxStorageBufferBindingSize'>;

/** What is told of an adapter that works. */
export function describeAdapter(info: AdapterDescription, limits: AdapterLimits): WorkingEngine {
  const { vendor, architecture, device, description } = info;
  const family = [vendor, architecture].filter((part) => part !== '').join('-');
  return {
    works: true,
    device: [description, device, vendor].find((name) => name !== '') ?? 'unnamed GPU',
    // Drivers round as they like: results belong to a family of GPUs.
    numericsVersion: `webgpu-2/${family === '' ? 'unnamed' : family}`,
    isCandidate: !isSoftwareAdapter(info),
    memory: memoryOf(info, limits),
  };
}

/** A tensor is one buffer, bound as a whole. How much memory a GPU of its own has WebGPU does not tell. */
function memoryOf(
  info: AdapterDescription,
  { maxBufferSize, maxStorageBufferBindingSize }: AdapterLimits,
): EngineMemory {
  return {
    of: isSoftwareAdapter(info) || isIntegrated(info) ? 'machine' : 'device',
    mostTensorBytes: Math.min(maxBufferSize, maxStorageBufferBindingSize),
  };
}

/** Makers whose GPUs share the memory of the processor; Intel's own cards are of an architecture for high performance. */
function isIntegrated({ vendor, architecture }: AdapterDescription): boolean {
  if (vendor === 'intel') return architecture !== '' && !architecture.includes('hp');
  return ['apple', 'arm', 'broadcom', 'img-tec', 'qualcomm', 'samsung'].includes(vendor);
}
