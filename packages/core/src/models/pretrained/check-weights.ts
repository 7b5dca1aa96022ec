import type { StoredWeight } from './feature-extractor.ts';
import { pretrainedInvalid } from './pretrained-invalid.ts';

/**
 * Checks that all weights are finite.
 * @throws SweepdeckError `pretrained-invalid` naming the first weight that is not
 */
export function refuseNonFinite(weights: Readonly<Record<string, StoredWeight>>): void {
  for (const [name, { values, shape }] of Object.entries(weights)) {
    const place = values.findIndex((value) => !Number.isFinite(value));
    if (place < 0) continue;
    throw pretrainedInvalid(
      `weight ${name} [${shape.join(', ')}]: value ${place} is ${values[place]}; expected finite numbers`,
    );
  }
}
