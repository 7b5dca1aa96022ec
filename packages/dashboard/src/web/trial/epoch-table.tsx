import type { MetricSeries } from '../../contract/index.ts';
import { formatMetric, metricKind, metricTitle } from '../words/metrics.ts';
import { TableBox } from '../tables/table-box.tsx';

/** Every logged value: the curves as numbers. */
export function EpochTable({ series }: { readonly series: readonly MetricSeries[] }) {
  const epochs = [...new Set(series.flatMap((one) => one.epochs))].toSorted((a, b) => a - b);
  const valueAt = (one: MetricSeries, epoch: number): number | undefined => one.values[one.epochs.indexOf(epoch)];
  return (
    <details class="panel">
      <summary>All metrics by epoch</summary>
      <TableBox label="Metrics by epoch">
        <table class="table" data-testid="epochs">
          <thead>
            <tr>
              <th scope="col" class="number">
                epoch
              </th>
              {series.map(({ metric }) => (
                <th key={metric} scope="col" class="number">
                  {metricTitle(metric)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {epochs.map((epoch) => (
              <tr key={epoch}>
                <th scope="row" class="number">
                  {epoch}
                </th>
                {series.map((one) => (
                  <td key={one.metric} class="number">
                    {formatMetric(valueAt(one, epoch), metricKind(one.metric))}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </TableBox>
    </details>
  );
}
