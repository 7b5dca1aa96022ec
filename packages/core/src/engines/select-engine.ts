import { SweepdeckError } from '../errors/index.ts';
import type { CheckedEngine } from './check-engines.ts';
import type { EngineDefinition, EngineStatus, WorkingEngine } from './engine.ts';

export interface EngineTiming {
  /** Of one worker that has the machine to itself. */
  readonly millisecondsPerStep: number;
  /** That would train at once. */
  readonly workers: number;
}

/** What `auto` found out about an engine. */
export interface EngineFinding {
  readonly name: string;
  /** `off`: does not work here. `failed`: works by its check, but not with the sweep's own model. */
  readonly verdict: 'works' | 'failed' | 'off';
  /** Null when it is off, has failed, or has no rival. */
  readonly timing: EngineTiming | null;
  /** Why it is off or has failed. */
  readonly reason: string | null;
}

/** An engine that works here and that `auto` may take. */
export interface EngineCandidate {
  readonly engine: EngineDefinition;
  readonly status: WorkingEngine;
}

export interface SelectedEngine extends EngineCandidate {
  /** In the order of the engines; those that work but are no candidates are not looked at. */
  readonly findings: readonly EngineFinding[];
}

/** @throws SweepdeckError `no-engine` when there is none, with the reason of each and the hint of the first */
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
 * The fastest candidate: the one whose workers together make most steps a second, each taken to be as fast as one alone.
 * Without a rival it is not timed; of equals, and when none can be timed, the first is taken.
 * @param time times a few steps of the sweep's own model; rejects when the engine cannot make them
 * @throws SweepdeckError `no-engine`
 */
export async function selectEngine(
  checked: readonly CheckedEngine[],
  time: (engine: EngineDefinition) => Promise<EngineTiming>,
): Promise<SelectedEngine> {
  const candidates = candidatesOf(checked);
  const measure = candidates.length > 1 ? time : () => Promise.resolve(null);
  const findings: EngineFinding[] = [];
  // One after another: timed together they would slow one another down.
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
    message: ['auto finds no engine that works here', ...off.map(({ name, reason }) => `${name}: ${reason}`)].join(
      '\n  ',
    ),
    hint: off[0]?.hint ?? 'Run `runner doctor` to see what each engine needs.',
  });
}
