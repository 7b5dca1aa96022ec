import type { ChosenEngine } from '../../records/chosen-engine.ts';
import { countRepeats } from '../../search/plan-trials.ts';
import type { LoadedSweep } from '../../spec/load-sweep.ts';
import { specToJson } from '../../spec/sweep-spec.ts';
import type { SweepIdentity } from '../../store/store.ts';

/** Identifies a loaded sweep on an engine in the store, but for its first trials. */
export function sweepIdentity(
  { spec, specHash, source }: Pick<LoadedSweep, 'spec' | 'specHash' | 'source'>,
  engine: string,
  chosenEngine?: ChosenEngine,
): Omit<SweepIdentity, 'firstTrials'> {
  return {
    name: spec.name,
    specHash,
    spec: specToJson(spec),
    source,
    objective: spec.config.metric,
    axes: spec.axes,
    repeats: countRepeats(spec),
    engine,
    ...(chosenEngine === undefined ? {} : { chosenEngine }),
  };
}
