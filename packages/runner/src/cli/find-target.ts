import { nearestNames, SweepdeckError } from '@sweepdeck/core/errors';
import type { SweepSummary, TrialRecord } from '../records/records.ts';
import type { StoreReader } from '../store/store.ts';

export type Target =
  | { readonly type: 'sweep'; readonly sweep: SweepSummary }
  | { readonly type: 'trial'; readonly trial: TrialRecord };

/** What `s3`, `t12` or a sweep's name stands for; a name is the newest sweep of that name. */
export function findTarget(reader: StoreReader, wanted: string): Target {
  const trialId = /^t(\d+)$/.exec(wanted)?.[1];
  if (trialId === undefined) return { type: 'sweep', sweep: findSweep(reader, wanted) };
  const trial = reader.getTrial(Number(trialId));
  if (trial !== undefined) return { type: 'trial', trial };
  const named = reader.listSweeps().find(({ name }) => name === wanted);
  if (named !== undefined) return { type: 'sweep', sweep: named };
  throw new SweepdeckError({
    code: 'trial-not-found',
    message: `There is no trial ${wanted}.`,
    hint: 'See the trials of a sweep with `runner show SWEEP --all`.',
  });
}

/** The sweep of an id or name; without one the newest. @throws SweepdeckError `sweep-not-found` */
export function findSweep(reader: StoreReader, wanted?: string): SweepSummary {
  const sweeps = reader.listSweeps();
  const [newest] = sweeps;
  if (newest === undefined) {
    throw new SweepdeckError({
      code: 'sweep-not-found',
      message: 'The store has no sweep yet.',
      hint: 'Run one with `runner sweep FILE`.',
    });
  }
  if (wanted === undefined) return newest;
  const id = Number(/^s(\d+)$/.exec(wanted)?.[1]);
  const found = sweeps.find((sweep) => sweep.id === id) ?? sweeps.find(({ name }) => name === wanted);
  if (found !== undefined) return found;
  const names = [...new Set(sweeps.map(({ name }) => name))];
  const near = nearestNames(wanted, [...names, ...sweeps.map((sweep) => `s${sweep.id}`)]);
  throw new SweepdeckError({
    code: 'sweep-not-found',
    message: `There is no sweep ${JSON.stringify(wanted)}.`,
    hint: near.length > 0 ? `Did you mean ${near.join(' or ')}?` : 'See the sweeps with `runner list`.',
  });
}
