import type { TrialRecord } from '@sweepdeck/runner/records';
import type { EarlyStop } from '../../contract/index.ts';

/**
 * Why a finished trial ended before its last epoch; null for one that went through, or that has not finished.
 * @param lastEpoch the last that was logged, counted from 1
 */
export function earlyStopOf(
  { config, status }: Pick<TrialRecord, 'config' | 'status'>,
  lastEpoch: number,
): EarlyStop | null {
  const { epochs, early_stopping: stopping } = config.training;
  if (stopping === undefined || status !== 'finished' || lastEpoch >= epochs) return null;
  return { epoch: lastEpoch, epochs, patience: stopping.patience, minDelta: stopping.min_delta };
}
