import { lossRegistry } from '@sweepdeck/core/losses';
import { modelRegistry } from '@sweepdeck/core/models';
import { optimizerRegistry } from '@sweepdeck/core/optimizers';

/** Options that imply a name, by that name: `layers` in `model: { layers: [...] }`. */
export const impliedByName: ReadonlyMap<string, string> = new Map(
  [modelRegistry, lossRegistry, optimizerRegistry].flatMap((registry) =>
    Object.entries<{ readonly impliedBy?: string }>(registry).flatMap(([name, { impliedBy }]): [string, string][] =>
      impliedBy === undefined ? [] : [[name, impliedBy]],
    ),
  ),
);
