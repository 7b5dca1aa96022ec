/**
 * Sizes of a convolution of one image, as the caller lays them into memory: 32 bits each, in this order.
 * x [batch, height, width, channels], y [batch, outputHeight, outputWidth, filters].
 */
@unmanaged
export class ConvolutionShape {
  height: i32;
  width: i32;
  channels: i32;
  outputHeight: i32;
  outputWidth: i32;
  filters: i32;
  kernelHeight: i32;
  kernelWidth: i32;
  strideHeight: i32;
  strideWidth: i32;
  padTop: i32;
  padLeft: i32;

  /** Output pixels. */
  get pixels(): i32 {
    return this.outputHeight * this.outputWidth;
  }

  /** Values of a patch. */
  get depth(): i32 {
    return this.kernelHeight * this.kernelWidth * this.channels;
  }

  get imageBytes(): usize {
    return (<usize>(this.height * this.width * this.channels)) << 2;
  }

  get outputBytes(): usize {
    return (<usize>(this.pixels * this.filters)) << 2;
  }

  /** Rows of the image with its border: those covered by the patches of all output pixels. */
  get paddedHeight(): i32 {
    return (this.outputHeight - 1) * this.strideHeight + this.kernelHeight;
  }

  get paddedWidth(): i32 {
    return (this.outputWidth - 1) * this.strideWidth + this.kernelWidth;
  }

  get paddedBytes(): usize {
    return (<usize>(this.paddedHeight * this.paddedWidth * this.channels)) << 2;
  }

  /** True when patches are single pixels. */
  get isPointwise(): bool {
    return this.kernelHeight == 1 && this.kernelWidth == 1 && this.strideHeight == 1 && this.strideWidth == 1;
  }
}
