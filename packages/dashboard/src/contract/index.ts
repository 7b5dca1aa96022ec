export { wireNumber } from './wire-number.ts';
