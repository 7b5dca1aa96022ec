/** Shape of one image, `[height, width, channels]`, row major; pixels are 0 (black) to 1 (white). */
export interface ImageShape {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}
