import type { PreparedSweep } from '../../planning/prepare-sweep.ts';
import type { StoreReader } from '../../store/store.ts';

/**
 * Explains why a run does not continue the newest sweep with the same file: the data or the engine's numerics have
 * changed since. Undefined when it does, or when there is none.
 */
export function noteOtherData(
  reader: Pick<StoreReader, 'listSweeps' | 'listTrials' | 'listAttempts'>,
  { specHash, search, dataset }: Pick<PreparedSweep, 'specHash' | 'search' | 'dataset'>,
): string | undefined {
  const earlier = reader.listSweeps().find((sweep) => sweep.specHash === specHash);
  const [trial] = earlier === undefined ? [] : reader.listTrials(earlier.id);
  const [first] = search.firstTrials;
  if (earlier === undefined || trial === undefined || first === undefined) return undefined;
  if ([first.key, first.former?.key].includes(trial.key)) return undefined;
  const fingerprint = reader.listAttempts(trial.id).at(-1)?.environment.dataset?.fingerprint;
  const what =
    fingerprint === undefined || fingerprint === dataset.fingerprint
      ? 'The engine, or how it rounds,'
      : `The content of the data set ${dataset.name}`;
  return `${what} has changed since s${earlier.id} was started, so this is another sweep. s${earlier.id} keeps its results.`;
}
