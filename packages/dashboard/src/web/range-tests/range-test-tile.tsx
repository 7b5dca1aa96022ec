import { useEffect, useMemo, useRef } from 'preact/hooks';
import { routes, type RangeTest } from '../../contract/index.ts';
import { useRoute } from '../api/use-route.ts';
import { ChartCanvas } from '../widgets/chart-canvas.tsx';
import { buildRangeTestConfig } from '../charts/range-test/range-test.ts';
import { FailureNote, Skeleton } from '../shell/loading.tsx';
import { useTheme } from '../shell/theme.ts';
import { describeEffort, describeFinding, describeSetting } from './describe-range-test.ts';

/** A range test never changes, so no notice concerns it once it is loaded. */
export function RangeTestTile({ test, isOpened }: { readonly test: RangeTest; readonly isOpened: boolean }) {
  const figure = useRef<HTMLElement>(null);
  useEffect(() => {
    if (isOpened) figure.current?.scrollIntoView({ block: 'center' });
  }, [isOpened]);
  const { data, failure, retry } = useRoute(routes.rangeTest, { id: test.id }, {}, () => false);
  const { theme } = useTheme();
  const config = useMemo(() => {
    const { suggestedRate, usableRates } = test;
    return data === undefined
      ? undefined
      : buildRangeTestConfig({ points: data.points, suggestedRate, usableRates }, theme);
  }, [data, test, theme]);
  return (
    <figure ref={figure} class={isOpened ? 'tile opened' : 'tile'} data-test={test.id}>
      <figcaption>
        {test.label} <span class="muted">{describeSetting(test)}</span>
      </figcaption>
      {failure === undefined ? null : <FailureNote failure={failure} onRetry={retry} />}
      {config === undefined ? (
        failure === undefined ? (
          <Skeleton />
        ) : null
      ) : (
        <ChartCanvas
          id={`range-test/${test.id}`}
          label={`Smoothed loss over learning rate of ${test.label}. ${describeFinding(test)}`}
          config={config}
          heightPx={260}
        />
      )}
      <p class="muted tile-foot">
        {test.suggestedRate === null ? `${describeFinding(test)} ` : null}
        {describeEffort(test)}
      </p>
    </figure>
  );
}
