import { SweepdeckError } from '../errors/index.ts';
import type { CheckedEngine } from './check-engines.ts';
import type { EngineDefinition, EngineStatus, WorkingEngine } from './engine.ts';

export interface EngineTiming {
  /** Time of a single worker that runs alone on the machine. */
  readonly millisecondsPerStep: number;
  /** Number of workers that would train at the same time. */
  readonly workers: number;
}

/** The findings of `auto` about an engine. */
export interface EngineFinding {
  readonly name: string;
  /** `off`: does not work here. `failed`: passes its check but cannot train the sweep's model. */
  readonly verdict: 'works' | 'failed' | 'off';
  /** Null when the engine is off, has failed, or has no rival. */
  readonly timing: EngineTiming | null;
  /** Why the engine is off or has failed. */
  readonly reason: string | null;
}

/** An engine that works here and that `auto` may choose. */
export interface EngineCandidate {
  readonly engine: EngineDefinition;
  readonly status: WorkingEngine;
}

export interface SelectedEngine extends EngineCandidate {
  /** In the order of the engines; working engines that are not candidates are skipped. */
  readonly findings: readonly EngineFinding[];
}

/**
 * Selects the candidates.
 * @throws SweepdeckError `no-engine` when there is none, with each engine's reason and the first one's hint
 */
export function candidatesOf(
  checked: readonly CheckedEngine[],
): readonly [first: EngineCandidate, ...rest: EngineCandidate[]] {
  const candidates = checked.flatMap(({ engine, status }): EngineCandidate[] =>
    status.works && status.isCandidate ? [{ engine, status }] : [],
  );
  const [first, ...rest] = candidates;
  if (first === undefined) throw noEngine(checked);
  return [first, ...rest];
}

/**
 * Chooses the fastest candidate: the one whose workers together make the most steps per second, assuming that each is
 * as fast as one alone. A single candidate is not timed. In a tie, or when none can be timed, the first is chosen.
 *
 * @param time times a few steps of the sweep's own model; rejects when the engine cannot make them
 *
 * @throws SweepdeckError `no-engine`
 */
export async function selectEngine(
  checked: readonly CheckedEngine[],
  time: (engine: EngineDefinition) => Promise<EngineTiming>,
): Promise<SelectedEngine> {
  const candidates = candidatesOf(checked);
  const measure = candidates.length > 1 ? time : () => Promise.resolve(null);
  const findings: EngineFinding[] = [];
  // Timed one after another: together they would slow one another down.
  for (const { engine, status } of checked) {
    if (!status.works || status.isCandidate) findings.push(await findOut(engine, status, measure));
  }
  const speed = ({ engine }: EngineCandidate): number => {
    const timing = findings.find(({ name }) => name === engine.name)?.timing;
    return timing ? timing.workers / timing.millisecondsPerStep : 0;
  };
  const fastest = candidates.reduce((best, candidate) => (speed(candidate) > speed(best) ? candidate : best));
  return { ...fastest, findings };
}

async function findOut(
  engine: EngineDefinition,
  status: EngineStatus,
  measure: (engine: EngineDefinition) => Promise<EngineTiming | null>,
): Promise<EngineFinding> {
  const { name } = engine;
  if (!status.works) return { name, verdict: 'off', timing: null, reason: status.reason };
  try {
    return { name, verdict: 'works', timing: await measure(engine), reason: null };
  } catch (error) {
    return { name, verdict: 'failed', timing: null, reason: error instanceof Error ? error.message : String(error) };
  }
}

function noEngine(checked: readonly CheckedEngine[]): SweepdeckError {
  const off = checked.flatMap(({ engine: { name }, status }) => (status.works ? [] : [{ name, ...status }]));
  return new SweepdeckError({
    code: 'no-engine',
    message: ['auto found no engine that works here', ...off.map(({ name, reason }) => `${name}: ${reason}`)].join(
      '\n  ',
    ),
    hint: off[0]?.hint ?? 'Run `runner doctor` to see what each engine needs.',
  });
}
