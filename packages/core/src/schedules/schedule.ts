/** Factor on the base learning rate at a step, counted from 1. */
export type Schedule = (step: number, totalSteps: number) => number;
