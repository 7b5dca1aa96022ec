import { median } from '@sweepdeck/core/statistics';
import type { MetricName, MetricSeries, ModelSize } from '../../contract/index.ts';
import { formatCount } from '../words/numbers.ts';

interface CostFactsProps {
  readonly model: ModelSize | null;
  readonly series: readonly MetricSeries[];
}

/** The size of the model and the speed of its training; nothing while neither is known. */
export function CostFacts({ model, series }: CostFactsProps) {
  const valuesOf = (wanted: MetricName) => series.find(({ metric }) => metric === wanted)?.values ?? [];
  const speeds = valuesOf('samples_per_second');
  const memoryMib = valuesOf('engine_memory').at(-1);
  const facts = [
    ...(model === null
      ? []
      : [
          `${model.parameterCount.toLocaleString('en')} parameters`,
          `${formatCount(model.multiplyAdds)} multiply-adds per image`,
        ]),
    ...(speeds.length === 0 ? [] : [`${formatCount(median(speeds))} training images/s`]),
    ...(memoryMib === undefined ? [] : [`${Math.round(memoryMib)} MiB reserved by the engine`]),
  ];
  return facts.length === 0 ? null : (
    <p class="facts muted" data-testid="cost">
      {facts.join(' · ')}
    </p>
  );
}
