import {
  candidatesOf,
  checkEngines,
  engineRegistry,
  selectEngine,
  type EngineDefinition,
  type EngineMemory,
  type EngineTiming,
} from '@sweepdeck/core/engines';
import { SweepdeckError } from '@sweepdeck/core/errors';
import type { ChosenEngine } from '../records/chosen-engine.ts';
import type { SweepSummary } from '../records/records.ts';
import type { EngineChoice } from '../spec/schema/engine-choices.ts';

/** An engine that works here and is eligible for the sweep. */
export interface SweepEngine extends ChosenEngine {
  readonly name: string;
  /** The most workers that may compute at the same time; infinite without a limit. */
  readonly maxWorkers: number;
  /** The memory limits of its workers; undefined when unknown. */
  readonly memory?: EngineMemory;
}

export type EngineTimings = Pick<ChosenEngine, 'models'> & {
  /**
   * Times a step of the sweep's models.
   * @throws any error that ends the engine
   */
  time(engine: EngineDefinition): Promise<EngineTiming>;
};

/** The engine of a sweep, as far as it is known before the models are timed. */
export interface EngineOffer {
  /** The chosen engine, or the first candidate for `auto`. */
  readonly first: SweepEngine;
  /** Times the candidates if there are several, and returns the fastest. */
  choose(timings: EngineTimings): Promise<SweepEngine>;
}

export interface OfferEnginesOptions {
  readonly choice: EngineChoice;
  /** The sweep that is continued or extended; it keeps its engine. */
  readonly started: SweepSummary | undefined;
  /** Engines to choose from; all engines when omitted. */
  readonly engines?: readonly EngineDefinition[];
}

/**
 * Finds the engines that a sweep can run on: the one it names, the one it was started on, or, for `auto`, every
 * engine that works and may be chosen.
 *
 * @throws SweepdeckError `engine-unavailable` when the engine does not work here, `no-engine` when none does
 */
export async function offerEngines({
  choice,
  started,
  engines = Object.values<EngineDefinition>(engineRegistry),
}: OfferEnginesOptions): Promise<EngineOffer> {
  if (choice !== 'auto') return settled(await requireEngine(choice, engines));
  if (started !== undefined) return settled(await keepEngine(started, engines));
  const checked = await checkEngines(engines.filter(({ mayBeCandidate = () => true }) => mayBeCandidate()));
  const [{ engine, status }] = candidatesOf(checked);
  return {
    first: sweepEngine(engine, { ...status, isAutomatic: true }),
    async choose({ models, time }) {
      const selected = await selectEngine(checked, time);
      const { findings } = selected;
      const wasTimed = findings.some(({ timing }) => timing !== null);
      const choiceOfAuto = { isAutomatic: true, findings, models: wasTimed ? models : null };
      return sweepEngine(selected.engine, { ...selected.status, ...choiceOfAuto });
    },
  };
}

/** Returns the engine in the form that the store keeps. */
export function chosenEngineOf(engine: SweepEngine): ChosenEngine {
  const { name: _, maxWorkers: __, memory: ___, ...chosen } = engine;
  return chosen;
}

function settled(engine: SweepEngine): EngineOffer {
  return { first: engine, choose: () => Promise.resolve(engine) };
}

async function requireEngine(name: string, engines: readonly EngineDefinition[]): Promise<SweepEngine> {
  const [checked] = await checkEngines(engines.filter((engine) => engine.name === name));
  if (checked?.status.works === true) return sweepEngine(checked.engine, { ...checked.status, isAutomatic: false });
  throw new SweepdeckError({
    code: 'engine-unavailable',
    message: `the engine ${name} does not work here: ${checked?.status.reason ?? 'this version has no engine of that name'}`,
    hint: checked?.status.hint ?? 'Run `runner doctor` to see which engines there are.',
  });
}

/**
 * Keeps the engine of a started sweep: another engine computes slightly different numbers, so its finished trials
 * could not be reused.
 */
async function keepEngine(
  { id, name, engine, chosenEngine }: SweepSummary,
  engines: readonly EngineDefinition[],
): Promise<SweepEngine> {
  try {
    const found = await requireEngine(engine, engines);
    return {
      ...found,
      isAutomatic: true,
      findings: chosenEngine?.findings ?? [],
      models: chosenEngine?.models ?? null,
    };
  } catch (error) {
    if (!(error instanceof SweepdeckError)) throw error;
    throw new SweepdeckError({
      code: error.code,
      message: `sweep s${id} (${name}) was started on its engine and stays on it, but ${error.message}`,
      hint: `${error.hint} Or start again with \`runner sweep FILE --fresh\`: auto then chooses anew.`,
      cause: error,
    });
  }
}

function sweepEngine(
  { name, maxWorkers = Infinity, memory: memoryEverywhere }: EngineDefinition,
  {
    memory = memoryEverywhere,
    device,
    numericsVersion,
    isAutomatic,
    findings = [],
    models = null,
  }: Pick<ChosenEngine, 'device' | 'numericsVersion' | 'isAutomatic'> &
    Partial<ChosenEngine> &
    Pick<SweepEngine, 'memory'>,
): SweepEngine {
  return { name, maxWorkers, device, numericsVersion, isAutomatic, findings, models, ...(memory && { memory }) };
}
