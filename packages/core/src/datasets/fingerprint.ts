import { createHash } from 'node:crypto';
import { isScaleOnly, type Dataset } from './dataset.ts';

/**
 * Hashes shape, class names, pixels, labels, splits and normalization (sha256, hex). Equal exactly when training sees
 * the same data.
 */
export function fingerprintDataset(data: Omit<Dataset, 'name' | 'fingerprint'>): string {
  const { classNames, height, width, channels, images, labels, splits, normalization } = data;
  const parts = [images, labels, splits.train, splits.validation, splits.test];
  const hash = createHash('sha256');
  // The lengths come first, so that different datasets cannot give the same bytes.
  hash.update(JSON.stringify({ classNames, height, width, channels, lengths: parts.map((part) => part.length) }));
  for (const part of parts) hash.update(new Uint8Array(part.buffer, part.byteOffset, part.byteLength));
  // Omitted for the default scaling, so that trials from before the option existed keep their keys.
  if (!isScaleOnly(normalization)) hash.update(JSON.stringify(normalization));
  return hash.digest('hex');
}
