import type { TrialRecord } from '@sweepdeck/runner/records';
import type { EarlyStop } from '../../contract/index.ts';

/**
 * Returns why a finished trial ended before its last epoch; null when it trained to the end, or has not finished.
 *
 * @param lastEpoch the last logged epoch, counted from 1
 */
export function earlyStopOf(
  { config, status }: Pick<TrialRecord, 'config' | 'status'>,
  lastEpoch: number,
): EarlyStop | null {
  const { epochs, early_stopping: stopping } = config.training;
  if (stopping === undefined || status !== 'finished' || lastEpoch >= epochs) return null;
  return { epoch: lastEpoch, epochs, patience: stopping.patience, minDelta: stopping.min_delta };
}
