import { useMemo } from 'preact/hooks';
import type { TrialStatus } from '../../contract/index.ts';
import { ChartCanvas } from '../widgets/chart-canvas.tsx';
import { buildConfusionMatrixConfig } from '../charts/confusion-matrix/confusion-matrix.ts';
import { patchQuery } from '../shell/router.ts';
import { useTheme } from '../shell/theme.ts';
import { Segments } from '../widgets/panel-controls.tsx';
import { describeConfusions } from './describe-confusions.ts';
import { untestedText } from './untested-text.ts';

interface ConfusionPanelProps {
  readonly confusion: readonly (readonly number[])[] | null;
  readonly classNames: readonly string[] | null;
  readonly status: TrialStatus;
  readonly query: URLSearchParams;
}

const views = ['counts', 'shares'] as const;

/** The confusion matrix of the test split. */
export function ConfusionPanel({ confusion, classNames, status, query }: ConfusionPanelProps) {
  const { theme } = useTheme();
  const view = views.find((one) => one === query.get('confusion')) ?? 'counts';
  const names = useMemo(
    () => confusion?.map((_, index) => classNames?.[index] ?? String(index)) ?? [],
    [confusion, classNames],
  );
  const config = useMemo(
    () =>
      buildConfusionMatrixConfig(
        { classNames: names, counts: confusion ?? [], normalize: view === 'shares' ? 'rows' : 'counts' },
        theme,
      ),
    [names, confusion, view, theme],
  );
  return (
    <section class="panel" aria-labelledby="confusion-title">
      <div class="panel-head">
        <h2 id="confusion-title">Confusion matrix</h2>
        {confusion === null ? null : (
          <div class="panel-controls">
            <Segments
              label="Cells show"
              value={view}
              options={views}
              onChange={(next) => patchQuery({ confusion: next === 'counts' ? null : next })}
            />
          </div>
        )}
      </div>
      {confusion === null ? (
        <p class="muted">{untestedText(status)}</p>
      ) : (
        <>
          <ChartCanvas
            id="confusion"
            label={`Confusion matrix of ${names.length} classes. ${describeConfusions(confusion, names)}`}
            config={config}
            heightPx={Math.min(520, 64 + names.length * 44)}
          />
          <p class="panel-foot muted">{describeConfusions(confusion, names)}</p>
        </>
      )}
    </section>
  );
}
