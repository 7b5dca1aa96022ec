import { createStream, type RandomStream } from '../../random/index.ts';
import type { LabelledImages } from '../assemble-dataset.ts';
import { randomDistortion } from './distort-stroke.ts';
import { drawStroke, type Canvas } from './draw-stroke.ts';
import { glyphOutlines } from './outlines.ts';
import type { Point } from './stroke.ts';

const size = 28;
const pixelCount = size * size;

/**
 * Generates `count` images of 28 x 28 x 1, light on dark, in ten classes of equal size (give or take one image):
 * label i % 10. Image i is a pure function of (seed, i), so a larger count only adds images.
 */
export function generateGlyphs(count: number, seed: number): LabelledImages {
  const images = new Uint8Array(new SharedArrayBuffer(count * pixelCount));
  const labels = new Uint8Array(new SharedArrayBuffer(count));
  const canvas = { size, ink: new Float32Array(pixelCount) };
  for (let i = 0; i < count; i++) {
    const label = i % glyphOutlines.length;
    labels[i] = label;
    canvas.ink.fill(0);
    drawGlyph(createStream(seed, 'glyphs', i), canvas, label, images.subarray(i * pixelCount, (i + 1) * pixelCount));
  }
  const classNames = glyphOutlines.map((_, label) => String(label));
  return { classNames, height: size, width: size, channels: 1, images, labels, testCount: 0 };
}

function drawGlyph(stream: RandomStream, canvas: Canvas, label: number, pixels: Uint8Array): void {
  const variants = glyphOutlines[label] ?? [];
  const outline = variants[stream.nextInteger(variants.length)] ?? [];
  const distort = randomDistortion(stream, size);
  const radius = 0.6 + 0.9 * stream.nextUniform();
  const darkness = 0.65 + 0.35 * stream.nextUniform();
  for (const stroke of outline) drawStroke(canvas, stroke.map(distort), radius, darkness);
  drawDistractors(stream, canvas);
  addNoise(stream, canvas, pixels);
}

/** Draws up to two short stray strokes, paler than the glyph, which a model must learn to ignore. */
function drawDistractors(stream: RandomStream, canvas: Canvas): void {
  const strayCount = stream.nextInteger(3);
  for (let i = 0; i < strayCount; i++) {
    const start: Point = [size * stream.nextUniform(), size * stream.nextUniform()];
    const end: Point = [start[0] + 3 * stream.nextNormal(), start[1] + 3 * stream.nextNormal()];
    drawStroke(canvas, [start, end], 0.5, 0.3 + 0.3 * stream.nextUniform());
  }
}

/** Converts ink to pixels 0..255 with triangular noise whose strength varies between images. */
function addNoise(stream: RandomStream, { ink }: Canvas, pixels: Uint8Array): void {
  const strength = 0.15 * stream.nextUniform();
  for (let i = 0; i < pixels.length; i += 2) {
    // One draw of 32 bits contains the noise of two pixels.
    const bits = stream.nextUint32();
    const first = ((bits & 0xff) - ((bits >>> 8) & 0xff)) / 255;
    const second = (((bits >>> 16) & 0xff) - (bits >>> 24)) / 255;
    pixels[i] = toByte((ink[i] ?? 0) + strength * first);
    pixels[i + 1] = toByte((ink[i + 1] ?? 0) + strength * second);
  }
}

function toByte(ink: number): number {
  return ink <= 0 ? 0 : ink >= 1 ? 255 : Math.floor(255 * ink + 0.5);
}
