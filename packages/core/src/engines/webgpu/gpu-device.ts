import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import type * as Dawn from 'webgpu';
import { SweepdeckError } from '../../errors/index.ts';

/** An adapter and its device, and what keeps them alive. */
export interface GpuDevice {
  readonly gpu: GPU;
  readonly info: GPUAdapterInfo;
  readonly device: GPUDevice;
}

type StartDawn = (options: string[]) => GPU;

/** Dawn's name of the adapter to use, where there are several; it lists them when there is none of that name. */
const adapterVariable = 'SWEEPDECK_WEBGPU_ADAPTER';

/** Limits that TensorFlow.js can use beyond those that every device has. */
const raisedLimits = [
  'maxBufferSize',
  'maxComputeInvocationsPerWorkgroup',
  'maxComputeWorkgroupSizeX',
  'maxComputeWorkgroupStorageSize',
  'maxComputeWorkgroupsPerDimension',
  'maxStorageBufferBindingSize',
] as const satisfies readonly (keyof GPUSupportedLimits)[];

/**
 * Starts Dawn on this thread and opens the fastest adapter, or the one that the environment names.
 * @throws SweepdeckError `webgpu-not-installed`, `no-webgpu-adapter`
 */
export async function openGpuDevice(): Promise<GpuDevice> {
  const { create, globals } = await loadDawn();
  // TensorFlow.js tells buffers from textures by these classes.
  Object.assign(globalThis, globals);
  const { gpu, adapter } = await findAdapter(create, process.env[adapterVariable]);
  const requiredLimits = Object.fromEntries(raisedLimits.map((name) => [name, adapter.limits[name]]));
  return { gpu, info: adapter.info, device: await adapter.requestDevice({ requiredLimits }) };
}

async function loadDawn(): Promise<{ create: StartDawn; globals: object }> {
  try {
    // Looked for from here, whatever file this code has been bundled into; the package can only be imported.
    const place = createRequire(import.meta.url).resolve('webgpu');
    return (await import(pathToFileURL(place).href)) as typeof Dawn;
  } catch (cause) {
    throw new SweepdeckError({
      code: 'webgpu-not-installed',
      message: `the package webgpu does not load on ${process.platform}-${process.arch}`,
      hint: 'Install the optional dependencies: `pnpm install`.',
      cause,
    });
  }
}

async function findAdapter(create: StartDawn, wanted: string | undefined): Promise<{ gpu: GPU; adapter: GPUAdapter }> {
  let cause: unknown;
  try {
    const gpu = create(wanted === undefined ? [] : [`adapter=${wanted}`]);
    const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
    if (adapter !== null) return { gpu, adapter };
  } catch (error) {
    cause = error;
  }
  const kind = wanted === undefined ? 'no GPU adapter' : `no GPU adapter named ${JSON.stringify(wanted)}`;
  throw new SweepdeckError({
    code: 'no-webgpu-adapter',
    message: `${kind} was found${cause instanceof Error ? `: ${cause.message}` : ''}`,
    hint: wanted === undefined ? driverHint : `Set ${adapterVariable} to one of the names, or not at all.`,
    cause,
  });
}

const driverHint =
  process.platform === 'linux'
    ? 'Install libvulkan1 and the Vulkan driver of the GPU; VK_DRIVER_FILES names a driver in another place.'
    : 'Install the driver of the GPU.';
