import { useMemo } from 'preact/hooks';
import type { TrialStatus } from '../../contract/index.ts';
import { formatPercent, nothing } from '../words/numbers.ts';
import { patchQuery } from '../shell/router.ts';
import { SortHead } from '../tables/sort-head.tsx';
import { classColumns, defaultClassSort, sortClassRows, toClassRows } from './class-rows.ts';
import { untestedText } from './untested-text.ts';
import { TableBox } from '../tables/table-box.tsx';

interface ClassPanelProps {
  readonly confusion: readonly (readonly number[])[] | null;
  readonly classNames: readonly string[] | null;
  readonly status: TrialStatus;
  readonly query: URLSearchParams;
}

/** Precision, recall and F1 per class on the test split. */
export function ClassPanel({ confusion, classNames, status, query }: ClassPanelProps) {
  const sort = query.get('classes') ?? defaultClassSort;
  const rows = useMemo(() => toClassRows(confusion ?? [], classNames), [confusion, classNames]);
  return (
    <section class="panel" aria-labelledby="classes-title">
      <div class="panel-head">
        <h2 id="classes-title">Classes</h2>
        <span class="muted">test split</span>
      </div>
      {confusion === null ? (
        <p class="muted">{untestedText(status)}</p>
      ) : (
        <TableBox label="Scores per class" isTall>
          <table class="table" data-testid="classes">
            <thead>
              <tr>
                {classColumns.map((column) => (
                  <SortHead
                    key={column.id}
                    column={column}
                    sort={sort}
                    onSort={(next) => patchQuery({ classes: next === defaultClassSort ? null : next })}
                  />
                ))}
              </tr>
            </thead>
            <tbody>
              {sortClassRows(rows, sort).map(({ place, name, precision, recall, f1, images }) => (
                <tr key={place}>
                  <th scope="row">{name}</th>
                  <Share value={precision} />
                  <Share value={recall} />
                  <Share value={f1} />
                  <td class="number">{images.toLocaleString('en')}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableBox>
      )}
    </section>
  );
}

function Share({ value }: { readonly value: number | null }) {
  return <td class="number">{value === null ? nothing : formatPercent(value)}</td>;
}
