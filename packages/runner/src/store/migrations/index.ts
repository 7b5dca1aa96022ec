import { initial } from './0001-initial.ts';
import { rangeTests } from './0002-range-tests.ts';
import { chosenEngine } from './0003-chosen-engine.ts';
import { holds } from './0004-holds.ts';
import { attemptSeconds } from './0005-attempt-seconds.ts';
import { attemptOutput } from './0006-attempt-output.ts';
import { metricsByTrial } from './0007-metrics-by-trial.ts';
import { checkpoints } from './0008-checkpoints.ts';
import { failuresAndControl } from './0009-failures-and-control.ts';
import { provenance } from './0010-provenance.ts';
import { keptCheckpoints } from './0011-kept-checkpoints.ts';
import { archiveAndDelete } from './0012-archive-and-delete.ts';
import { metricsByEpoch } from './0013-metrics-by-epoch.ts';
import type { Migration } from './migration.ts';

/** Every migration, in order. The version of the last one is the version of the schema. */
export const migrations: readonly Migration[] = [
  initial,
  rangeTests,
  chosenEngine,
  holds,
  attemptSeconds,
  attemptOutput,
  metricsByTrial,
  checkpoints,
  failuresAndControl,
  provenance,
  keptCheckpoints,
  archiveAndDelete,
  metricsByEpoch,
];

export const latestVersion: number = migrations.at(-1)?.version ?? 0;
