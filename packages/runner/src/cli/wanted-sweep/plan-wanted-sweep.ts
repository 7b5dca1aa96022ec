import { availableParallelism } from 'node:os';
import type { EngineDefinition } from '@sweepdeck/core/engines';
import { planSweep, type SweepPlan } from '../../planning/plan-sweep.ts';
import type { PlanningPorts } from '../../planning/ports.ts';
import { prepareSweep, type PreparedSweep } from '../../planning/prepare-sweep.ts';
import type { SweepSummary } from '../../records/records.ts';
import type { LoadedSweep } from '../../spec/load-sweep.ts';
import type { CommandContext } from '../command/command.ts';
import { loadWantedSweep } from './load-wanted-sweep.ts';
import { createPlanningPorts } from './planning-ports.ts';
import { createPrintedNotices, type PrintedNotices } from './printed-notices.ts';

/** The sweep that a command line names and the options for preparing it. */
export interface WantedSweepOptions {
  /** A path, the name of a sweep that comes with the program, or the id or name of a stored sweep. */
  readonly word: string;
  readonly overrides: readonly string[];
  /** Undefined for one per core. */
  readonly workers: number | undefined;
  readonly isFresh: boolean;
  /** Time limit for loading and trying the user's own modules, per configuration. */
  readonly stepTimeoutMs: number;
  /** Engines that the sweep may use; all engines when omitted. */
  readonly engines?: readonly EngineDefinition[];
  /** Where output of the user's modules is reported; a new instance when omitted. */
  readonly notices?: PrintedNotices;
}

interface ExtensionOptions extends Pick<WantedSweepOptions, 'workers' | 'stepTimeoutMs'> {
  /** The sweep before it is extended. */
  readonly started: SweepSummary;
}

/**
 * Loads the sweep that a command line names and checks everything it needs. Writes nothing.
 * @throws SweepdeckError
 */
export async function prepareWantedSweep(options: WantedSweepOptions, context: CommandContext): Promise<PreparedSweep> {
  const { loaded, workers, ports } = load(options, context);
  return prepareSweep(loaded, { ...options, workers }, ports);
}

/**
 * Checks everything that the extension of a started sweep needs. Writes nothing.
 * @throws SweepdeckError
 */
export async function prepareExtension(
  loaded: LoadedSweep,
  { workers = availableParallelism(), stepTimeoutMs, started }: ExtensionOptions,
  context: CommandContext,
): Promise<PreparedSweep> {
  const ports = createPlanningPorts({ stepTimeoutMs, notices: createPrintedNotices(context) }, context);
  return prepareSweep(loaded, { workers, isFresh: false, started }, ports);
}

/**
 * Loads the sweep that a command line names and estimates its duration. Writes nothing.
 * @throws SweepdeckError
 */
export async function planWantedSweep(
  options: WantedSweepOptions & { readonly wantsEstimate: boolean },
  context: CommandContext,
): Promise<SweepPlan> {
  const { loaded, workers, ports } = load(options, context);
  return planSweep(loaded, { ...options, workers }, ports);
}

function load(
  { word, overrides, workers = availableParallelism(), stepTimeoutMs, notices }: WantedSweepOptions,
  context: CommandContext,
): { readonly loaded: LoadedSweep; readonly workers: number; readonly ports: PlanningPorts } {
  const loaded = loadWantedSweep({ word, overrides, currentDirectory: process.cwd() }, context);
  const told = notices ?? createPrintedNotices(context);
  return { loaded, workers, ports: createPlanningPorts({ stepTimeoutMs, notices: told }, context) };
}
