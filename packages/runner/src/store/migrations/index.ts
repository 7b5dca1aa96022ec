import { initial } from './0001-initial.ts';
import { rangeTests } from './0002-range-tests.ts';
import { chosenEngine } from './0003-chosen-engine.ts';
import { holds } from './0004-holds.ts';
import { metricsByTrial } from './0005-metrics-by-trial.ts';
import type { Migration } from './migration.ts';

/** Every migration, in order; the last one's version is the version of the schema. */
export const migrations: readonly Migration[] = [initial, rangeTests, chosenEngine, holds, metricsByTrial];

export const latestVersion: number = migrations.at(-1)?.version ?? 0;
