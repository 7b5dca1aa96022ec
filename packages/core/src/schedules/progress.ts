import { cosine } from '../portable-math/index.ts';

/** Returns how far a step is from the first (0) to the last (1); 0 if there is only one. */
export function progress(step: number, totalSteps: number): number {
  return totalSteps > 1 ? (step - 1) / (totalSteps - 1) : 0;
}

/** Interpolates linearly: exactly `from` at share 0, exactly `to` at share 1. */
export function interpolate(from: number, to: number, share: number): number {
  return from * (1 - share) + to * share;
}

/** Bends a share into half a cosine: 0 -> 0, 1 -> 1, flat at both ends. */
export function easeAlongCosine(share: number): number {
  return (1 - cosine(Math.PI * share)) / 2;
}
