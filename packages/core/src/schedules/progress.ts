import { cosine } from '../portable-math/index.ts';

/** How far a step is on the way from the first step (0) to the last one (1); 0 where there is only one. */
export function progress(step: number, totalSteps: number): number {
  return totalSteps > 1 ? (step - 1) / (totalSteps - 1) : 0;
}

/** `from` at share 0, `to` at share 1, both exactly; a straight line between them. */
export function interpolate(from: number, to: number, share: number): number {
  return from * (1 - share) + to * share;
}

/** Bends a share of a way into half a cosine: 0 -> 0, 1 -> 1, flat at both ends. */
export function easeAlongCosine(share: number): number {
  return (1 - cosine(Math.PI * share)) / 2;
}
