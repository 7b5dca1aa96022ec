import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import express, { type Express } from 'express';

/** The built pages. This file runs from `src/server` and from `dist/server`; both lie two folders below the package. */
const builtDirectory = fileURLToPath(new URL('../../dist/web', import.meta.url));

const missingPage = `<!doctype html>
<html lang="en">
  <meta charset="utf-8">
  <title>Sweepdeck</title>
  <h1>The dashboard is not built yet</h1>
  <p>Run <code>pnpm build</code>, then reload this page.</p>
</html>
`;

/** Serves the built pages; any other path is the single page, which knows its own routes. */
export function serveWebAssets(app: Express, log: (line: string) => void): void {
  if (!existsSync(join(builtDirectory, 'index.html'))) {
    log(`the dashboard's pages are not built (${builtDirectory} is missing): run "pnpm build"`);
  }
  app.use(
    '/assets',
    express.static(join(builtDirectory, 'assets'), { immutable: true, maxAge: '1y', fallthrough: true }),
  );
  app.use(express.static(builtDirectory, { cacheControl: false }));
  app.get('/{*path}', (request, response) => {
    if (request.path.startsWith('/assets/')) {
      response.status(404).type('text/plain').send('not found');
      return;
    }
    const page = join(builtDirectory, 'index.html');
    response.set('Cache-Control', 'no-cache');
    if (existsSync(page)) response.sendFile(page);
    else response.status(503).type('html').send(missingPage);
  });
}
