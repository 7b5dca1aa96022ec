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
    hint: nearSweeps(reader.listSweeps(), wanted) ?? 'See the trials of a sweep with `runner show SWEEP --all`.',
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
  throw new SweepdeckError({
    code: 'sweep-not-found',
    message: `There is no sweep ${JSON.stringify(wanted)}.`,
    hint: nearSweeps(sweeps, wanted) ?? 'See the sweeps with `runner list`.',
  });
}

/** Names that are spelt alike or contain what was typed; an id is near only to what differs by case or a blank. */
function nearSweeps(sweeps: readonly SweepSummary[], wanted: string): string | undefined {
  const names = [...new Set(sweeps.map(({ name }) => name))];
  const typed = wanted.trim().toLowerCase();
  const ids = sweeps.map(({ id }) => `s${id}`).filter((id) => id === typed || id === `s${typed}`);
  const containing = typed.length < 2 ? [] : names.filter((name) => name.toLowerCase().includes(typed));
  const near = [...new Set([...ids, ...nearestNames(wanted, names), ...containing])].slice(0, 3);
  return near.length === 0 ? undefined : `Did you mean ${near.map(quoted).join(' or ')}?`;
}

/** As it is typed in a shell. */
function quoted(name: string): string {
  return /^[\w.-]+$/u.test(name) ? name : `"${name}"`;
}
