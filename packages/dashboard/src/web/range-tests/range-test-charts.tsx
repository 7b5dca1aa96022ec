import { useState } from 'preact/hooks';
import type { RangeTest } from '../../contract/index.ts';
import { plural } from '../words/counts.ts';
import { RangeTestTile } from './range-test-tile.tsx';

/** Each chart needs a request and a canvas of its own. */
const shownAtOnce = 12;

interface RangeTestChartsProps {
  readonly tests: readonly RangeTest[];
  /** The test that the address names; it is scrolled into view. */
  readonly opened: RangeTest | null;
}

export function RangeTestCharts({ tests, opened }: RangeTestChartsProps) {
  const [asked, setShown] = useState(shownAtOnce);
  const shown = Math.max(asked, opened === null ? 0 : tests.indexOf(opened) + 1);
  const rest = tests.length - shown;
  return (
    <section class="panel" aria-labelledby="range-charts-title">
      <div class="panel-head">
        <h2 id="range-charts-title">Loss over learning rate</h2>
        <span class="muted">a good rate to start with is where the loss falls fastest</span>
      </div>
      <div class="tiles wide-tiles">
        {tests.slice(0, shown).map((test) => (
          <RangeTestTile key={test.id} test={test} isOpened={test === opened} />
        ))}
      </div>
      {rest <= 0 ? null : (
        <p class="panel-foot">
          <button type="button" onClick={() => setShown(shown + shownAtOnce)}>
            Show {plural(Math.min(rest, shownAtOnce), 'older test')}
          </button>
        </p>
      )}
    </section>
  );
}
