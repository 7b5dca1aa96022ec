import { useEffect, useRef } from 'preact/hooks';
import { Chart, type ChartConfiguration, type ChartType } from 'chart.js';

declare global {
  interface Window {
    __sweepdeck?: { readonly charts: Map<string, Chart> };
  }
}

/** Every chart on the page by its id, so that tests can read what is drawn. */
const charts = new Map<string, Chart>();
window.__sweepdeck = { charts };

interface ChartCanvasProps<Type extends ChartType, Datum> {
  readonly id: string;
  /** Description of the chart for people who cannot see it. */
  readonly label: string;
  readonly config: ChartConfiguration<Type, Datum>;
  readonly heightPx: number;
  readonly widthPx?: number;
  /** Called with the dataset and the datum under the pointer. */
  readonly onPick?: (datasetIndex: number, index: number) => void;
}

/**
 * Keeps a Chart.js chart in step with its configuration: creates it once, updates it in place, and destroys it with
 * the component.
 */
export function ChartCanvas<Type extends ChartType, Datum>({
  id,
  label,
  config,
  heightPx,
  widthPx,
  onPick,
}: ChartCanvasProps<Type, Datum>) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const chart = useRef<Chart>(undefined);

  useEffect(() => {
    // Chart.js's generic chart types are invariant; the registry stores all charts as the base type.
    const anyConfig = config as unknown as ChartConfiguration;
    if (chart.current === undefined) {
      if (canvas.current === null) return;
      chart.current = new Chart(canvas.current, anyConfig);
      charts.set(id, chart.current);
    } else {
      chart.current.data = anyConfig.data;
      chart.current.options = anyConfig.options ?? {};
      chart.current.update('none');
    }
  }, [config, id]);

  useEffect(
    () => () => {
      chart.current?.destroy();
      chart.current = undefined;
      charts.delete(id);
    },
    [id],
  );

  const pick = (event: MouseEvent) => {
    if (onPick === undefined || chart.current === undefined) return;
    const [hit] = chart.current.getElementsAtEventForMode(event, 'nearest', { intersect: true }, false);
    if (hit !== undefined) onPick(hit.datasetIndex, hit.index);
  };

  const size = {
    height: `${heightPx}px`,
    ...(widthPx === undefined ? {} : { width: `${widthPx}px`, maxWidth: '100%' }),
  };
  return (
    <div class={onPick === undefined ? 'chart' : 'chart pickable'} style={size}>
      <canvas ref={canvas} role="img" aria-label={label} data-chart={id} onClick={pick} />
    </div>
  );
}
