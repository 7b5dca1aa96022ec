import { availableParallelism } from 'node:os';
import type { EngineDefinition } from '@sweepdeck/core/engines';
import { planSweep, readComputedKeys, type SweepPlan } from '../../planning/plan-sweep.ts';
import type { PlanningPorts } from '../../planning/ports.ts';
import { prepareSweep, type PreparedSweep } from '../../planning/prepare-sweep.ts';
import type { LoadedSweep } from '../../spec/load-sweep.ts';
import type { CommandContext } from '../command/command.ts';
import { loadWantedSweep } from './load-wanted-sweep.ts';
import { createPlanningPorts } from './planning-ports.ts';
import { createPrintedNotices, type PrintedNotices } from './printed-notices.ts';
import { readStoreIfAny } from './read-store-if-any.ts';

/** A sweep as the command line names it, and how it is to be prepared. */
export interface WantedSweepOptions {
  /** A file, the name of a sweep that comes with the program, or the id or name of a sweep of the store. */
  readonly word: string;
  readonly overrides: readonly string[];
  /** Left out: one for each core. */
  readonly workers: number | undefined;
  readonly isFresh: boolean;
  /** How long the user's own files may take for one configuration. */
  readonly stepTimeoutMs: number;
  /** What the sweep may compute on; left out: every engine there is. */
  readonly engines?: readonly EngineDefinition[];
  /** Left out: its own. */
  readonly notices?: PrintedNotices;
}

/** Loads the sweep that a command line names and checks all that it needs; makes nothing. @throws SweepdeckError */
export async function prepareWantedSweep(options: WantedSweepOptions, context: CommandContext): Promise<PreparedSweep> {
  const { loaded, workers, ports } = load(options, context);
  return prepareSweep(loaded, { ...options, workers }, ports);
}

/** Loads the sweep that a command line names and tells how much work it is; makes nothing. @throws SweepdeckError */
export async function planWantedSweep(
  options: WantedSweepOptions & { readonly wantsEstimate: boolean },
  context: CommandContext,
): Promise<SweepPlan> {
  const { loaded, workers, ports } = load(options, context);
  return planSweep(loaded, { ...options, workers }, ports);
}

/** @throws SweepdeckError when there is a store and it cannot be used */
export function requireUsableStore({ storeDirectory }: CommandContext): void {
  readComputedKeys({ readEarlierRuns: (read) => readStoreIfAny(storeDirectory, read) });
}

function load(
  { word, overrides, workers = availableParallelism(), stepTimeoutMs, notices }: WantedSweepOptions,
  context: CommandContext,
): { readonly loaded: LoadedSweep; readonly workers: number; readonly ports: PlanningPorts } {
  const loaded = loadWantedSweep({ word, overrides, currentDirectory: process.cwd() }, context);
  const told = notices ?? createPrintedNotices(context);
  return { loaded, workers, ports: createPlanningPorts({ stepTimeoutMs, notices: told }, context) };
}
