import { expect, test } from 'vitest';
import { describeAdapter } from './describe-adapter.ts';

const nvidia = { vendor: 'nvidia', architecture: 'ampere', device: '0x2204', description: 'NVIDIA GeForce RTX 3090' };
const limits = { maxBufferSize: 2 ** 28, maxStorageBufferBindingSize: 2 ** 27 };

test('a GPU is told by its description, its numbers by vendor and architecture', () => {
  expect(describeAdapter({ ...nvidia, isFallbackAdapter: false }, limits)).toEqual({
    works: true,
    device: 'NVIDIA GeForce RTX 3090',
    numericsVersion: 'webgpu-2/nvidia-ampere',
    isCandidate: true,
    memory: { of: 'device', mostTensorBytes: 2 ** 27 },
  });
});

test.each([
  [{ ...nvidia, description: '', architecture: '' }, '0x2204', 'webgpu-2/nvidia'],
  [{ vendor: '', architecture: '', device: '', description: '' }, 'unnamed GPU', 'webgpu-2/unnamed'],
])('what a driver does not tell is left out: %j', (info, device, numericsVersion) => {
  expect(describeAdapter(info, limits)).toMatchObject({ device, numericsVersion });
});

test.each([
  { ...nvidia, isFallbackAdapter: true },
  { vendor: 'google', architecture: 'swiftshader', device: '', description: '' },
  { vendor: 'mesa', architecture: '', device: '', description: 'llvmpipe (LLVM 17.0.6, 256 bits)' },
  { vendor: 'microsoft', architecture: '', device: '', description: 'Microsoft Basic Render Driver' },
  { vendor: 'microsoft', architecture: 'warp', device: '', description: '' },
])('an emulated GPU is no candidate: %j', (info) => {
  expect(describeAdapter(info, limits).isCandidate).toBe(false);
});

test.each([
  [{ ...nvidia, description: 'llvmpipe (LLVM 17.0.6, 256 bits)' }, 'machine'],
  [{ ...nvidia, vendor: 'apple', architecture: 'metal-3' }, 'machine'],
  [{ ...nvidia, vendor: 'intel', architecture: 'gen-12lp' }, 'machine'],
  [{ ...nvidia, vendor: 'intel', architecture: 'xe-hpg' }, 'device'],
  [{ ...nvidia, vendor: 'intel', architecture: '' }, 'device'],
  [{ ...nvidia, vendor: 'amd', architecture: 'rdna-3' }, 'device'],
] as const)('tensors of %j take memory of the %s', (info, of) => {
  expect(describeAdapter(info, limits).memory?.of).toBe(of);
});
