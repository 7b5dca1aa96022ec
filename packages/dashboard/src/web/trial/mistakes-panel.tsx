import type { Mistake, TrialStatus } from '../../contract/index.ts';
import { formatPercent } from '../words/numbers.ts';
import { untestedText } from './untested-text.ts';
import { TableBox } from '../tables/table-box.tsx';

interface MistakesPanelProps {
  readonly mistakes: readonly Mistake[] | null;
  readonly classNames: readonly string[] | null;
  readonly status: TrialStatus;
}

/** The wrong predictions on test images that the model was most confident of: often mislabelled, or truly hard. */
export function MistakesPanel({ mistakes, classNames, status }: MistakesPanelProps) {
  const nameOf = (place: number): string => classNames?.[place] ?? String(place);
  return (
    <section class="panel" aria-labelledby="mistakes-title">
      <div class="panel-head">
        <h2 id="mistakes-title">Most confidently wrong</h2>
        <span class="muted">test split</span>
      </div>
      {mistakes === null || mistakes.length === 0 ? (
        <p class="muted">{mistakes === null ? untestedText(status) : 'No mistakes on the test split.'}</p>
      ) : (
        <>
          <TableBox label="Mistakes" isTall>
            <table class="table" data-testid="mistakes">
              <thead>
                <tr>
                  <th scope="col">image</th>
                  <th scope="col">truth → predicted</th>
                  <th scope="col" class="number">
                    confidence
                  </th>
                </tr>
              </thead>
              <tbody>
                {mistakes.map(({ index, label, predicted, confidence }) => (
                  <tr key={index}>
                    <th scope="row">{index}</th>
                    <td>
                      {nameOf(label)} <span class="muted">→</span> {nameOf(predicted)}
                    </td>
                    <td class="number">{formatPercent(confidence)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </TableBox>
          <p class="panel-foot muted">
            The number of an image is its index in the whole dataset, counted from 0. At most 25 are kept.
          </p>
        </>
      )}
    </section>
  );
}
