import { countOf } from '@sweepdeck/core/words';
import type { SweepRecord } from './records.ts';

type Choice = Pick<SweepRecord, 'engine' | 'chosenEngine'>;
type Finding = NonNullable<SweepRecord['chosenEngine']>['findings'][number];

/**
 * Explains why `auto` chose a sweep's engine: `wasm 9.8 ms a step, tensorflow 14.1 ms; webgpu failed: no adapter;
 * off: other`. Null when the engine was named, or when the reason was not stored.
 */
export function describeEngineChoice({ engine, chosenEngine }: Choice): string | null {
  if (chosenEngine === null || !chosenEngine.isAutomatic) return null;
  const { findings, models } = chosenEngine;
  const timed = findings.filter(({ timing }) => timing !== null);
  timed.sort((a, b) => Number(b.name === engine) - Number(a.name === engine));
  const tellsWorkers = new Set(timed.map(({ timing }) => timing?.workers)).size > 1;
  const race = timed.map((finding, place) => timingText(finding, place === 0, tellsWorkers)).join(', ');
  const some = models !== null && models.timed < models.total;
  const off = findings.filter(({ verdict }) => verdict === 'off').map(({ name }) => name);
  return [
    race === '' ? engine : `${race}${some ? ` (mean of the first ${models.timed} of ${models.total} models)` : ''}`,
    ...findings.flatMap(({ name, verdict, reason }) => (verdict === 'failed' ? [`${name} failed: ${reason}`] : [])),
    ...(off.length === 0 ? [] : [`off: ${off.join(', ')}`]),
  ].join('; ');
}

function timingText({ name, timing }: Finding, isFirst: boolean, tellsWorkers: boolean): string {
  if (timing === null) return name;
  const { millisecondsPerStep, workers } = timing;
  const time = `${name} ${formatMilliseconds(millisecondsPerStep)} ms${isFirst ? ' a step' : ''}`;
  return tellsWorkers ? `${time} with ${countOf(workers, 'worker')}` : time;
}

/** A timing is not more precise than three digits. */
function formatMilliseconds(value: number): string {
  return value >= 100 ? value.toFixed(0) : value >= 1 ? value.toFixed(1) : value.toPrecision(2);
}
