import { Chart } from 'chart.js';
import { render } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { registerCharts } from '../charts/parts/register.ts';
import { chartThemes, type ChartTheme, type ThemeMode } from '../charts/parts/theme.ts';
import type { ChartExhibits, Exhibit } from '../charts/parts/exhibit.ts';
import './gallery.css';

function Frame({
  exhibit,
  chart,
  theme,
}: {
  readonly exhibit: Exhibit;
  readonly chart: string;
  readonly theme: ChartTheme;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (canvas.current === null) return undefined;
    const drawn = new Chart(canvas.current, exhibit.build(theme));
    return () => drawn.destroy();
  }, [exhibit, theme]);
  const size = { height: `${exhibit.heightPx}px`, maxWidth: exhibit.maxWidthPx ? `${exhibit.maxWidthPx}px` : 'none' };
  return (
    <figure>
      <figcaption>{exhibit.name}</figcaption>
      <div class="canvas-box" style={size}>
        <canvas ref={canvas} role="img" aria-label={`${chart}: ${exhibit.name}`} />
      </div>
    </figure>
  );
}

/** Every chart that has exhibits. */
const charts = Object.values(
  import.meta.glob<ChartExhibits>('../charts/*/exhibits.ts', { eager: true, import: 'exhibits' }),
).toSorted((a, b) => a.title.localeCompare(b.title));

/** Shows every chart with every fixture; `#dark` and `#light` choose the theme. */
function Gallery() {
  const [mode, setMode] = useState<ThemeMode>(location.hash === '#dark' ? 'dark' : 'light');
  const theme = chartThemes[mode];
  const other = mode === 'light' ? 'dark' : 'light';
  const colors = {
    '--ink': theme.ink,
    '--muted': theme.muted,
    '--grid': theme.grid,
    '--background': theme.background,
    '--surface': theme.surface,
    fontFamily: theme.fontFamily,
    colorScheme: mode,
  };
  const switchTheme = () => {
    history.replaceState(null, '', `#${other}`);
    setMode(other);
  };
  return (
    <main class="gallery" style={colors}>
      <header>
        <h1>Chart gallery</h1>
        <button type="button" onClick={switchTheme}>
          {other} theme
        </button>
      </header>
      {charts.map(({ title, exhibits }) => (
        <section key={title}>
          <h2>{title}</h2>
          <div class="exhibits">
            {exhibits.map((exhibit) => (
              <Frame key={exhibit.name} exhibit={exhibit} chart={title} theme={theme} />
            ))}
          </div>
        </section>
      ))}
    </main>
  );
}

registerCharts();
const root = document.querySelector('#gallery');
if (root === null) throw new Error('The page has no #gallery element.');
render(<Gallery />, root);
