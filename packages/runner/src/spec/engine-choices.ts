import { engineNames, type EngineName } from '@sweepdeck/core/engines';

/** What `engine` may say in a sweep: an engine by name, or the choice left to the machine. */
export const engineChoices: readonly EngineChoice[] = ['auto', ...engineNames];

export type EngineChoice = 'auto' | EngineName;
