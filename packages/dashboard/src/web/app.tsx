import { useEffect } from 'preact/hooks';
import { useConnection } from './api/live.ts';
import { NotFoundPage } from './not-found-page.tsx';
import { RangeTestsPage } from './range-tests/range-tests-page.tsx';
import { SweepPage } from './sweep/sweep-page.tsx';
import { SweepsPage } from './sweeps/sweeps-page.tsx';
import { TrialPage } from './trial/trial-page.tsx';
import { followLink, matchPath, usePlace, type Place } from './shell/router.ts';
import { applyTheme, readThemeChoice } from './shell/theme.ts';
import { ThemeToggle } from './shell/theme-toggle.tsx';

applyTheme(readThemeChoice());

export function App() {
  const place = usePlace();
  const connection = useConnection();
  useEffect(() => {
    document.addEventListener('click', followLink);
    return () => document.removeEventListener('click', followLink);
  }, []);
  return (
    <>
      <a class="skip-link" href="#content" onClick={focusContent}>
        Skip to content
      </a>
      <header class="top-bar">
        <a class="brand" href="/">
          <img src="/favicon.svg" alt="" width="18" height="18" />
          Sweepdeck
        </a>
        <span class="connection" role="status" data-testid="connection">
          {connection === 'lost' ? 'Reconnecting…' : ''}
        </span>
        <nav class="site-nav" aria-label="Pages">
          <a href="/range-tests" aria-current={place.path === '/range-tests' ? 'page' : undefined}>
            Range tests
          </a>
        </nav>
        <ThemeToggle />
      </header>
      <main id="content" tabIndex={-1}>
        <CurrentPage place={place} />
      </main>
    </>
  );
}

function CurrentPage({ place: { path, query } }: { readonly place: Place }) {
  if (matchPath('/', path) !== undefined) return <SweepsPage />;
  if (matchPath('/range-tests', path) !== undefined) return <RangeTestsPage query={query} />;
  const sweep = matchPath('/sweeps/:id', path);
  if (sweep !== undefined) return <SweepPage key={sweep['id']} id={sweep['id'] ?? ''} query={query} />;
  const trial = matchPath('/trials/:id', path);
  if (trial !== undefined) {
    const inSweep = query.get('sweep') ?? undefined;
    return <TrialPage key={`${trial['id']}/${inSweep}`} id={trial['id'] ?? ''} sweepId={inSweep} query={query} />;
  }
  return <NotFoundPage path={path} />;
}

function focusContent(event: MouseEvent): void {
  event.preventDefault();
  document.querySelector<HTMLElement>('#content')?.focus();
}
