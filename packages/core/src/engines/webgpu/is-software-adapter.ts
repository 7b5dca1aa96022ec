/** The part of an adapter's description that tells. */
export type AdapterDescription = Pick<GPUAdapterInfo, 'vendor' | 'architecture' | 'device' | 'description'> & {
  readonly isFallbackAdapter?: boolean;
};

/** SwiftShader, Mesa's lavapipe (on LLVM) and Windows' WARP, by the names that they give themselves. */
const softwareNames = /swiftshader|llvmpipe|lavapipe|softpipe|microsoft basic render|\bwarp\b/i;

/** Whether the processor only emulates a GPU: right results, far slower than the engine `wasm`. */
export function isSoftwareAdapter(info: AdapterDescription): boolean {
  const { vendor, architecture, device, description } = info;
  return info.isFallbackAdapter === true || softwareNames.test(`${vendor} ${architecture} ${device} ${description}`);
}
