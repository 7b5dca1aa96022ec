/** The fields of an adapter's description that identify it. */
export type AdapterDescription = Pick<GPUAdapterInfo, 'vendor' | 'architecture' | 'device' | 'description'> & {
  readonly isFallbackAdapter?: boolean;
};

/** SwiftShader, Mesa's lavapipe (on LLVM) and Windows' WARP, by the names that they report. */
const softwareNames = /swiftshader|llvmpipe|lavapipe|softpipe|microsoft basic render|\bwarp\b/i;

/**
 * Tells whether the processor only emulates a GPU: its results are right, but it is far slower than the engine
 * `wasm`.
 */
export function isSoftwareAdapter(info: AdapterDescription): boolean {
  const { vendor, architecture, device, description } = info;
  return info.isFallbackAdapter === true || softwareNames.test(`${vendor} ${architecture} ${device} ${description}`);
}
