export { cosine } from './cosine.ts';
export { exponential } from './exponential.ts';
export { exponentialMinusOne } from './exponential-minus-one.ts';
export { logarithm } from './logarithm.ts';
export { power } from './power.ts';
export { sine } from './sine.ts';
export { tangent } from './tangent.ts';
