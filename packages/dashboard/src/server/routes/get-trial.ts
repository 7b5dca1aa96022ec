import { SweepdeckError } from '@sweepdeck/core/errors';
import {
  cellLabel,
  describeDifference,
  foldsOf,
  type AttemptRecord,
  type JsonValue,
  type VerificationRecord,
} from '@sweepdeck/runner/records';
import type { StoreReader } from '@sweepdeck/runner/store';
import type { Attempt, routes, RouteResponse, Verification } from '../../contract/index.ts';
import { earlyStopOf } from './early-stop-of.ts';
import { findSweep } from './find-sweep.ts';
import { toSeries } from './get-curves.ts';
import { toError, toTrial } from './list-trials.ts';

/**
 * Returns a trial.
 * @throws SweepdeckError `trial-not-found`
 */
export function getTrial(
  reader: StoreReader,
  id: number,
  sweepId: number | undefined,
): RouteResponse<typeof routes.trial> {
  const trial = reader.getTrial(id, sweepId);
  if (trial === undefined) throw trialNotFound(id, sweepId);
  const sweep = findSweep(reader, trial.sweepId);
  const siblings = reader.listTrials(trial.sweepId).filter(({ cell }) => cell === trial.cell);
  const attempts = reader.listAttempts(id);
  const dataset = attempts.at(-1)?.environment.dataset;
  const series = toSeries(reader.listMetrics([id]));
  const { model = null, confusion = null, reliability = null, mistakes = null } = reader.getArtifacts(id);
  return {
    trial: toTrial(trial),
    label: cellLabel(trial.parameters),
    config: trial.config as JsonValue,
    sweep: {
      id: sweep.id,
      name: sweep.name,
      status: sweep.status,
      objective: sweep.objective,
      repeats: sweep.repeats,
      folds: foldsOf(sweep),
    },
    siblings: siblings.map((sibling) => ({
      id: sibling.id,
      repeat: sibling.repeat,
      status: sibling.status,
      divergedAt: sibling.result?.divergedAt ?? null,
    })),
    series,
    earlyStop: earlyStopOf(trial, Math.max(0, ...series.flatMap(({ epochs }) => epochs))),
    confusion,
    reliability,
    mistakes,
    model,
    classNames: dataset?.class_names ?? null,
    notes: dataset?.notes ?? [],
    attempts: attempts.map(toAttempt),
    verifications: reader.listVerifications(id).map(toVerification),
  };
}

export function trialNotFound(id: number, sweepId?: number): SweepdeckError {
  const where = sweepId === undefined ? 'in this store' : `in sweep ${sweepId}`;
  return new SweepdeckError({ code: 'trial-not-found', message: `There is no trial ${id} ${where}.` });
}

function toAttempt(attempt: AttemptRecord): Attempt {
  const { id, status, worker, environment, startedAt, finishedAt, seconds, from, error, failureKind } = attempt;
  const { lastStep, load, printed } = attempt;
  return {
    id,
    status,
    worker,
    environment: environment as JsonValue,
    startedAt,
    finishedAt,
    seconds,
    from,
    load,
    error: toError(error),
    failureKind,
    lastStep,
    printed,
  };
}

function toVerification(verification: VerificationRecord): Verification {
  const { outcome, comparison, engine, firstDifference, createdAt: at } = verification;
  const difference = firstDifference === null ? null : describeDifference(firstDifference);
  return { outcome, comparison, engine, difference, at };
}
