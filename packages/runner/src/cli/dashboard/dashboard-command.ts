import { defineCommand } from '../command/command.ts';
import { dashboardOptionDefinitions, serveDashboard } from './start-dashboard.ts';

export const dashboardCommand = defineCommand({
  name: 'dashboard',
  summary: 'Serve the dashboard of the store until Ctrl-C',
  description:
    'Shows leaderboards, learning curves and heatmaps in the browser, live while a sweep runs. Only reads the store.',
  positionals: {},
  options: {
    ...dashboardOptionDefinitions,
    open: { type: 'boolean', default: false, summary: 'Open the dashboard in a browser' },
  },
  examples: [
    { command: 'runner dashboard', summary: 'serve on http://127.0.0.1:7780' },
    { command: 'runner dashboard --port 0 --open', summary: 'serve on any free port and open a browser' },
  ],
  async run({ port, host, open }, context) {
    const { storeDirectory, commandName } = context;
    const { url, close } = await serveDashboard({ storeDirectory, host, port, commandName });
    if (open) {
      const { openBrowser } = await import('./open-browser.ts');
      openBrowser(url, context.env);
    }
    return { url, storeDirectory, close };
  },
  print: ({ url, storeDirectory }, { style }) =>
    `Dashboard of ${storeDirectory}: ${style.cyan(url)}\n${style.dim('Ctrl-C stops it.')}`,
  async hold({ close }) {
    await untilStopped();
    await close();
  },
});

/** Ctrl-C is the normal way to end a server, so the command exits with 0. */
async function untilStopped(): Promise<void> {
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}
