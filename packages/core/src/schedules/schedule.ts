/** Factor on the base learning rate at a step, counted from 1 to `totalSteps`; a pure function, >= 0. */
export type Schedule = (step: number, totalSteps: number) => number;
