import type { WorkingEngine } from '../engine.ts';
import { isSoftwareAdapter, type AdapterDescription } from './is-software-adapter.ts';

/** What is told of an adapter that works. */
export function describeAdapter(info: AdapterDescription): WorkingEngine {
  const { vendor, architecture, device, description } = info;
  const family = [vendor, architecture].filter((part) => part !== '').join('-');
  return {
    works: true,
    device: [description, device, vendor].find((name) => name !== '') ?? 'unnamed GPU',
    // Drivers round as they like: results belong to a family of GPUs.
    numericsVersion: `webgpu-2/${family === '' ? 'unnamed' : family}`,
    isCandidate: !isSoftwareAdapter(info),
  };
}
