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

/** An engine that works here and may train the sweep. */
export interface SweepEngine extends ChosenEngine {
  readonly name: string;
  /** Infinite where any number may compute at once. */
  readonly maxWorkers: number;
  /** What limits the memory of its workers; left out where nobody knows. */
  readonly memory?: EngineMemory;
}

export type EngineTimings = Pick<ChosenEngine, 'models'> & {
  /** Of a step of the sweep's models. @throws whatever ends the engine */
  time(engine: EngineDefinition): Promise<EngineTiming>;
};

/** The engine of a sweep, as far as it is known before its model can be timed. */
export interface EngineOffer {
  /** The engine itself, or the first of those that `auto` may take. */
  readonly first: SweepEngine;
  /** Times the rivals where there are several, and takes the fastest. */
  choose(timings: EngineTimings): Promise<SweepEngine>;
}

export interface OfferEnginesOptions {
  readonly choice: EngineChoice;
  /** The sweep that is continued or extended: it keeps its engine. */
  readonly started: SweepSummary | undefined;
  /** Left out: every engine there is. */
  readonly engines?: readonly EngineDefinition[];
}

/**
 * Finds out which engines a sweep can run on: the one that it names, the one that it was started on, or, for `auto`, all
 * that work and may be taken.
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

/** As the store keeps it. */
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
    message: `the engine ${name} does not work here: ${checked?.status.reason ?? 'this version has none of that name'}`,
    hint: checked?.status.hint ?? 'Run `runner doctor` to see which engines there are.',
  });
}

/** Another engine gives other numbers, and what is trained could not be reused. */
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
      hint: `${error.hint} Or start anew with \`runner sweep FILE --fresh\`: auto then chooses again.`,
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
