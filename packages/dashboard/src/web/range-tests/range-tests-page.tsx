import { useEffect } from 'preact/hooks';
import { routes, type RangeTest } from '../../contract/index.ts';
import { useRoute } from '../api/use-route.ts';
import { RangeTestCharts } from './range-test-charts.tsx';
import { RangeTestTable } from './range-test-table.tsx';
import { commandName } from '../commands/command-name.ts';
import { FailureNote, Skeleton } from '../shell/loading.tsx';

export function RangeTestsPage({ query }: { readonly query: URLSearchParams }) {
  const { data, failure, retry } = useRoute(routes.rangeTests, {}, {}, ({ type }) => type === 'range-tests-changed');
  useEffect(() => {
    document.title = 'Learning-rate range tests · Sweepdeck';
  }, []);
  return (
    <section class="page">
      <nav class="crumbs" aria-label="Breadcrumb">
        <a href="/">Sweeps</a>
      </nav>
      <h1>Learning-rate range tests</h1>
      {failure === undefined ? null : <FailureNote failure={failure} onRetry={retry} />}
      {data === undefined ? failure === undefined ? <Skeleton /> : null : <Tests tests={data.tests} query={query} />}
    </section>
  );
}

function Tests({ tests, query }: { readonly tests: readonly RangeTest[]; readonly query: URLSearchParams }) {
  if (tests.length === 0) return <NoTests />;
  return (
    <>
      <RangeTestTable tests={tests} />
      <RangeTestCharts tests={tests} opened={tests.find(({ id }) => String(id) === query.get('test')) ?? null} />
    </>
  );
}

function NoTests() {
  return (
    <div class="empty" data-testid="empty">
      <h2>No range tests yet</h2>
      <p>A range test takes seconds and shows which learning rates are worth a sweep:</p>
      <pre>
        <code>{commandName()} lr-find quickstart</code>
      </pre>
      <p class="muted">
        It trains the first configuration of a sweep for 200 steps while the rate grows, and watches where the loss
        falls. The result appears here.
      </p>
    </div>
  );
}
