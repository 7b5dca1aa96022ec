import { formatDuration } from '@sweepdeck/core/words';
import { runKilled } from '../../../records/killed-runs.ts';
import type { AttemptRecord } from '../../../records/records.ts';
import type { HistoryEvent, TrialReading } from '../trial-history.ts';

/** When each attempt started, where and from which point, and how it ended. */
export function attemptEvents({ attempts }: TrialReading): HistoryEvent[] {
  return attempts.flatMap((attempt, index) => [startOf(attempt, index + 1), endOf(attempt, index + 1)]);
}

function startOf(attempt: AttemptRecord, number: number): HistoryEvent {
  const { id, sweepId, worker, environment, from, startedAt: at } = attempt;
  const { engine, device, numerics_version: numerics, sweepdeck, node, git_commit: commit, git_dirty } = environment;
  const described = {
    engine: engine ?? null,
    device: device ?? null,
    numerics: numerics ?? null,
    gitCommit: commit ?? null,
    gitDirty: git_dirty ?? null,
  };
  const onDevice = device === undefined ? '' : ` on ${device}`;
  const where = [
    ...(engine === undefined ? [] : [`engine ${engine}${onDevice}`]),
    ...(numerics === undefined ? [] : [`numerics ${numerics}`]),
    ...(sweepdeck === undefined ? [] : [`Sweepdeck ${sweepdeck}`]),
    ...(node === undefined ? [] : [`Node.js ${node}`]),
    ...(typeof commit === 'string'
      ? [`commit ${commit.slice(0, 12)}${git_dirty === true ? ' with changes' : ''}`]
      : []),
  ];
  const point =
    from === null
      ? 'It trained from scratch.'
      : `It continued${from.trialId === null ? '' : ` trial t${from.trialId}`} after epoch ${from.epoch}, step ${from.step}.`;
  const place = `on worker ${worker} of sweep s${sweepId}${where.length === 0 ? '' : `: ${where.join(', ')}`}`;
  return {
    type: 'attempt-started',
    at,
    facts: {
      attempt: number,
      attemptId: id,
      sweep: sweepId,
      worker,
      from: from === null ? null : { ...from },
      ...described,
    },
    text: `Attempt ${number} started ${place}. ${point}`,
  };
}

function endOf(attempt: AttemptRecord, number: number): HistoryEvent {
  const { id, status, finishedAt, seconds, lastEpoch, lastStep, error, failureKind, refusedWrites, load } = attempt;
  const isOpen = finishedAt === null;
  return {
    type: isOpen && status === 'running' ? 'attempt-running' : 'attempt-ended',
    at: finishedAt,
    facts: {
      attempt: number,
      attemptId: id,
      status,
      lastEpoch,
      lastStep,
      failureKind,
      refusedWrites,
      seconds,
      error: error === null ? null : { code: error.code, message: error.message, hint: error.hint ?? null },
      load: load === null ? null : { ...load },
    },
    text: describeEnd(attempt, number),
  };
}

function describeEnd(attempt: AttemptRecord, number: number): string {
  const { status, finishedAt, seconds, lastEpoch, error, failureKind } = attempt;
  const after = lastEpoch === null ? 'before its first epoch ended' : `after epoch ${lastEpoch}`;
  const time = seconds === null ? '' : `, in ${formatDuration(seconds)}`;
  switch (status) {
    case 'running':
      return `Attempt ${number} is running, ${lastEpoch === null ? 'in its first epoch' : after}.`;
    case 'finished':
      return `Attempt ${number} finished ${after}${time}.`;
    case 'diverged':
      return `Attempt ${number} diverged ${after}${time}.`;
    case 'stopped':
      return `Attempt ${number} was stopped on request ${after}${time}.`;
    case 'failed': {
      const hint = error?.hint === undefined ? '' : ` ${error.hint}`;
      return `Attempt ${number} failed ${after}${time} (${failureKind ?? 'crashed'}), with ${error?.code ?? 'an error'}: ${error?.message ?? ''}${hint}`;
    }
    case 'interrupted': {
      if (finishedAt === null)
        return `The process of attempt ${number} is gone, ${after}. The next run goes on from there.`;
      return error?.code === runKilled.code
        ? `The whole run was killed during attempt ${number}, ${after}; the next run noticed it now.`
        : `Attempt ${number} was broken off with its whole run ${after}${time}.`;
    }
  }
}
