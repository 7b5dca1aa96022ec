import { lossRegistry } from '@sweepdeck/core/losses';
import { modelRegistry } from '@sweepdeck/core/models';
import { optimizerRegistry } from '@sweepdeck/core/optimizers';

/** Options that say the name by themselves, by the name that they imply: `layers` in `model: { layers: [...] }`. */
export const impliedByName: ReadonlyMap<string, string> = new Map(
  [modelRegistry, lossRegistry, optimizerRegistry].flatMap((registry) =>
    Object.entries<{ readonly impliedBy?: string }>(registry).flatMap(([name, { impliedBy }]): [string, string][] =>
      impliedBy === undefined ? [] : [[name, impliedBy]],
    ),
  ),
);
