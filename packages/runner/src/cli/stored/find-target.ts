import { nearestNames, SweepdeckError } from '@sweepdeck/core/errors';
import type { SweepSummary, TrialRecord } from '../../records/records.ts';
import { findSynonym } from '../../spec/synonyms/find-synonym.ts';
import type { StoreReader } from '../../store/store.ts';
import { asSentence } from '../command/usage-error.ts';

export type Target =
  | { readonly type: 'sweep'; readonly sweep: SweepSummary }
  | { readonly type: 'trial'; readonly trial: TrialRecord };

/** Prefix that marks an id, so that it cannot be mistaken for a sweep's name. */
const idPrefix = 'id:';

/**
 * Finds what `s3`, `t12`, `id:s3` or a sweep's name refers to. A name refers to the newest sweep of that name, an
 * archived one only if there is no other.
 *
 * @throws SweepdeckError `trial-not-found`, `sweep-not-found`; `target-ambiguous` for a word that is the name of one
 * sweep and the id of another
 */
export function findTarget(reader: StoreReader, wanted: string): Target {
  const { named, sweep, trial } = candidates(reader, wanted);
  if (named !== undefined && (trial !== undefined || (sweep !== undefined && sweep.id !== named.id)))
    throw ambiguous(wanted, named, trial === undefined ? 'sweep' : 'trial');
  const found = named ?? sweep;
  if (found !== undefined) return { type: 'sweep', sweep: found };
  if (trial !== undefined) return { type: 'trial', trial };
  if (idOf('t', wanted) !== undefined) throw noTrial(reader, wanted);
  throw noSweep(reader, wanted);
}

/**
 * Finds a sweep by id or name, or the newest sweep that is not archived.
 * @throws SweepdeckError `sweep-not-found`, `target-ambiguous`
 */
export function findSweep(reader: StoreReader, wanted?: string): SweepSummary {
  if (wanted === undefined) {
    const [newest] = archivedLast(reader.listSweeps());
    return newest ?? raise(noSweep(reader, ''));
  }
  const { named, sweep } = candidates(reader, wanted);
  if (named !== undefined && sweep !== undefined && sweep.id !== named.id) throw ambiguous(wanted, named, 'sweep');
  return named ?? sweep ?? raise(noSweep(reader, wanted));
}

interface Candidates {
  readonly named: SweepSummary | undefined;
  readonly sweep: SweepSummary | undefined;
  readonly trial: TrialRecord | undefined;
}

/** Everything that the word could refer to. */
function candidates(reader: StoreReader, wanted: string): Candidates {
  const sweeps = reader.listSweeps();
  const [sweepId, trialId] = [idOf('s', wanted), idOf('t', wanted)];
  return {
    named: wanted.startsWith(idPrefix) ? undefined : archivedLast(sweeps).find(({ name }) => name === wanted),
    sweep: sweeps.find(({ id }) => id === sweepId),
    trial: trialId === undefined ? undefined : reader.getTrial(trialId),
  };
}

/** Puts archived sweeps behind the others. */
function archivedLast(sweeps: readonly SweepSummary[]): SweepSummary[] {
  return sweeps.toSorted((a, b) => Number(a.archivedAt !== null) - Number(b.archivedAt !== null));
}

function idOf(letter: 's' | 't', wanted: string): number | undefined {
  const digits = new RegExp(`^(?:${idPrefix})?${letter}(\\d{1,15})$`).exec(wanted)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/**
 * Writes a sweep as a command line names it: by its name, or by its id if the name looks like an id or would need
 * escaping.
 */
export function targetWord({ id, name }: SweepSummary): string {
  if (/^[st]\d+$/.test(name) || /["$`\\!\p{Cc}]/u.test(name) || name.startsWith('-') || name.startsWith(idPrefix))
    return `${idPrefix}s${id}`;
  return /^[\w.-]+$/.test(name) ? name : `"${name}"`;
}

function ambiguous(wanted: string, named: SweepSummary, kind: Target['type']): SweepdeckError {
  return new SweepdeckError({
    code: 'target-ambiguous',
    message: `${wanted} is the name of sweep s${named.id} and the id of another ${kind}.`,
    hint: `Write ${idPrefix}s${named.id} for the sweep of that name, or ${idPrefix}${wanted} for the ${kind} with that id.`,
  });
}

function noTrial(reader: StoreReader, wanted: string): SweepdeckError {
  return new SweepdeckError({
    code: 'trial-not-found',
    message: `There is no trial ${wanted}.`,
    hint: nearSweeps(reader.listSweeps(), wanted) ?? 'List the trials of a sweep with `runner show SWEEP --all`.',
  });
}

function noSweep(reader: StoreReader, wanted: string): SweepdeckError {
  const sweeps = reader.listSweeps();
  if (sweeps.length === 0) {
    return new SweepdeckError({
      code: 'sweep-not-found',
      message: 'The store has no sweep yet.',
      hint: 'Run one with `runner sweep FILE`.',
    });
  }
  return new SweepdeckError({
    code: 'sweep-not-found',
    message: `There is no sweep ${JSON.stringify(wanted)}.`,
    hint: hintOfTarget(sweeps, wanted) ?? nearSweeps(sweeps, wanted) ?? 'List the sweeps with `runner list`.',
  });
}

function raise(error: SweepdeckError): never {
  throw error;
}

/** Recognizes a word that other tools understand, such as `best`. The hint names the newest sweep. */
function hintOfTarget([newest]: readonly SweepSummary[], wanted: string): string | undefined {
  const note = findSynonym(['targets'], wanted, [])?.note;
  if (note === undefined) return undefined;
  return asSentence(newest === undefined ? note : note.replaceAll(/\bSWEEP\b/gu, () => targetWord(newest)));
}

/** Finds names that are spelled alike or contain the word. Ids are suggested only if they differ by case or a space. */
function nearSweeps(sweeps: readonly SweepSummary[], wanted: string): string | undefined {
  const names = [...new Set(sweeps.map(({ name }) => name))];
  const typed = wanted.trim().toLowerCase();
  // A bare number, or one after a number sign, is meant as an id.
  const id = /^(?:s|#)?(\d+)$/u.exec(typed)?.[1];
  const ids = sweeps.filter((sweep) => String(sweep.id) === id).map((sweep) => `s${sweep.id}`);
  const containing = typed.length < 2 ? [] : names.filter((name) => name.toLowerCase().includes(typed));
  const near = [...new Set([...ids, ...nearestNames(wanted, names), ...containing])].slice(0, 3);
  return near.length === 0 ? undefined : `Did you mean ${near.map(quoted).join(' or ')}?`;
}

/** Quotes a name for a shell. */
function quoted(name: string): string {
  return /^[\w.-]+$/u.test(name) ? name : `"${name}"`;
}
