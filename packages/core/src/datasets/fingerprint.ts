import { createHash } from 'node:crypto';
import { isScaleOnly, type Dataset } from './dataset.ts';

/** sha256 (hex) over shape, class names, pixels, labels, splits and normalization: equal exactly when training sees the same data. */
export function fingerprintDataset(data: Omit<Dataset, 'name' | 'fingerprint'>): string {
  const { classNames, height, width, channels, images, labels, splits, normalization } = data;
  const parts = [images, labels, splits.train, splits.validation, splits.test];
  const hash = createHash('sha256');
  // The lengths come first, so that no two data sets run together into the same bytes.
  hash.update(JSON.stringify({ classNames, height, width, channels, lengths: parts.map((part) => part.length) }));
  for (const part of parts) hash.update(new Uint8Array(part.buffer, part.byteOffset, part.byteLength));
  // Left out where pixels stay as they are: the keys of trials that were run before there was a choice stay the same.
  if (!isScaleOnly(normalization)) hash.update(JSON.stringify(normalization));
  return hash.digest('hex');
}
