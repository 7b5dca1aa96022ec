import type { RangeTest } from '../../contract/index.ts';
import { formatRoughRate, nothing } from '../words/numbers.ts';
import { rowLink } from '../tables/row-link.ts';
import { formatAge, formatTime } from '../words/times.ts';
import { TableBox } from '../tables/table-box.tsx';

export function RangeTestTable({ tests }: { readonly tests: readonly RangeTest[] }) {
  const now = Date.now();
  return (
    <TableBox label="Range tests" isTall>
      <table class="table" data-testid="range-tests">
        <thead>
          <tr>
            <th scope="col">Test</th>
            <th scope="col" class="number">
              Suggested rate
            </th>
            <th scope="col" class="number">
              Usable rates
            </th>
            <th scope="col">Model</th>
            <th scope="col">Loss</th>
            <th scope="col">Optimizer</th>
            <th scope="col">Dataset</th>
            <th scope="col" class="number">
              Tested
            </th>
          </tr>
        </thead>
        <tbody>
          {tests.map((test) => (
            <tr key={test.id} {...rowLink(rangeTestAddress(test))}>
              <th scope="row">
                <a class="row-link" href={rangeTestAddress(test)}>
                  {test.label}
                </a>
              </th>
              <td class="number">
                <strong>{test.suggestedRate === null ? nothing : formatRoughRate(test.suggestedRate)}</strong>
              </td>
              <td class="number">{formatRates(test.usableRates)}</td>
              <td class="muted">{test.model}</td>
              <td class="muted">{test.loss}</td>
              <td class="muted">{test.optimizer}</td>
              <td class="muted">{test.dataset}</td>
              <td class="number muted" title={formatTime(test.createdAt)}>
                {formatAge(test.createdAt, now)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableBox>
  );
}

/** Returns the address of the page with the chart of one test in view. */
const rangeTestAddress = ({ id }: RangeTest): string => `/range-tests?test=${id}`;

function formatRates(rates: RangeTest['usableRates']): string {
  return rates === null ? nothing : `${formatRoughRate(rates.from)} to ${formatRoughRate(rates.to)}`;
}
