import { hostname, userInfo } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import { SweepdeckError } from '@sweepdeck/core/errors';
import type { ControlRecord, ControlRequest } from '../../records/control-record.ts';
import type { SweepSummary } from '../../records/records.ts';
import type { StoreReader } from '../../store/store.ts';
import type { CommandContext } from '../command/command.ts';
import { notASweep } from '../stored/find-idle-sweep.ts';
import { findTarget, targetWord } from '../stored/find-target.ts';
import { withReader } from '../stored/with-reader.ts';

/** How a request was answered. */
export interface ControlResult {
  readonly sweep: { readonly id: number; readonly name: string };
  readonly trialId: number | null;
  readonly request: ControlRequest;
  readonly message: string;
}

export interface AskOptions {
  /** The sweep, or the trial where `acceptsTrial`. */
  readonly word: string;
  readonly request: ControlRequest;
  readonly acceptsTrial?: boolean;
  /** The hint when the sweep is not running. */
  readonly hintIfIdle: (sweep: SweepSummary) => string;
}

/** The run reads requests a few times a second, and stopping takes it about two seconds. */
const patienceMs = 20_000;
const pollMs = 100;

/**
 * Asks the process that runs a sweep for something, and waits for its answer.
 * @throws SweepdeckError `sweep-not-found`, `target-not-a-sweep`, `sweep-not-running`, `trial-not-running`, `control-refused`,
 * `control-not-answered`
 */
export async function askRun(
  { word, request, acceptsTrial = false, hintIfIdle }: AskOptions,
  context: CommandContext,
): Promise<ControlResult> {
  const target = await withReader(context, (reader) => findRun(reader, word, { acceptsTrial, hintIfIdle }));
  const { openSqliteStore } = await import('../../store/open-store.ts');
  const store = openSqliteStore(context.storeDirectory);
  try {
    const asked = store.askControl({ sweepId: target.sweep.id, trialId: target.trialId, request, askedBy: asker() });
    const find = (): ControlRecord | undefined => store.listControls(asked.sweepId).find(({ id }) => id === asked.id);
    let answer = find()?.answer ?? null;
    for (let waited = 0; answer === null && waited < patienceMs; waited += pollMs) {
      await setTimeout(pollMs);
      answer = find()?.answer ?? null;
    }
    if (answer === null) {
      store.answerControl(asked.id, 'expired', 'Nobody answered in time.');
      throw notAnswered(target.sweep);
    }
    if (answer.outcome !== 'done')
      throw new SweepdeckError({
        code: answer.outcome === 'refused' ? 'control-refused' : 'control-not-answered',
        message: answer.message,
        hint: `\`runner show ${targetWord(target.sweep)}\` shows the sweep.`,
      });
    const { id, name } = target.sweep;
    return { sweep: { id, name }, trialId: target.trialId, request, message: answer.message };
  } finally {
    store.close();
  }
}

interface Run {
  readonly sweep: SweepSummary;
  readonly trialId: number | null;
}

function findRun(
  reader: StoreReader,
  word: string,
  { acceptsTrial, hintIfIdle }: { readonly acceptsTrial: boolean; readonly hintIfIdle: AskOptions['hintIfIdle'] },
): Run {
  const target = findTarget(reader, word);
  if (target.type === 'sweep') {
    const { sweep } = target;
    if (sweep.status !== 'running')
      throw new SweepdeckError({
        code: 'sweep-not-running',
        message: `Sweep s${sweep.id} (${sweep.name}) is not running: it is ${sweep.status}.`,
        hint: hintIfIdle(sweep),
      });
    return { sweep, trialId: null };
  }
  const { trial } = target;
  if (!acceptsTrial) throw notASweep(trial);
  const running = reader
    .listSweeps()
    .find(({ id, status }) => status === 'running' && reader.getTrial(trial.id, id)?.status === 'running');
  if (running === undefined)
    throw new SweepdeckError({
      code: 'trial-not-running',
      message: `Trial t${trial.id} is not running: it is ${trial.status}.`,
      hint: `\`runner show t${trial.id}\` shows it.`,
    });
  return { sweep: running, trialId: trial.id };
}

function notAnswered({ id, name }: SweepSummary): SweepdeckError {
  return new SweepdeckError({
    code: 'control-not-answered',
    message: `The process that runs sweep s${id} (${name}) did not answer within ${patienceMs / 1000} s, so the request was withdrawn.`,
    hint: 'The process may be suspended or busy. Try again, or send it a signal.',
  });
}

/** Names who asks: user, machine and process. */
function asker(): string {
  return `${userName()}@${hostname()}, process ${process.pid}`;
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    // A container may run as a user without a name.
    return 'unknown';
  }
}
