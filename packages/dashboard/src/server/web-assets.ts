import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import express, { type Express } from 'express';
import { commandMeta, storeMeta } from '../contract/index.ts';

/** The built pages. This file runs from `src/server` and from `dist/server`, both two folders below the package. */
const builtDirectory = fileURLToPath(new URL('../../dist/web', import.meta.url));

const missingPage = `<!doctype html>
<html lang="en">
  <meta charset="utf-8">
  <title>Sweepdeck</title>
  <h1>The dashboard is not built yet</h1>
  <p>Run <code>npm run build</code>, then reload this page.</p>
</html>
`;

/**
 * Serves the built pages. Any other path gets the single page, which handles its own routes.
 *
 * @param facts the name that calls the program, and the store's folder; pages read them from meta elements
 */
export function serveWebAssets(
  app: Express,
  log: (line: string) => void,
  facts: { readonly commandName: string; readonly storeDirectory: string },
): void {
  const metas = { [commandMeta]: facts.commandName, [storeMeta]: facts.storeDirectory };
  if (!existsSync(join(builtDirectory, 'index.html'))) {
    log(`the dashboard's pages are not built (${builtDirectory} is missing): run "npm run build"`);
  }
  app.use(
    '/assets',
    express.static(join(builtDirectory, 'assets'), { immutable: true, maxAge: '1y', fallthrough: true }),
  );
  // A separate page beside the single-page application.
  app.use('/gallery', express.static(join(builtDirectory, 'gallery'), { cacheControl: false }));
  app.use(express.static(builtDirectory, { cacheControl: false, index: false }));
  app.get('/{*path}', (request, response) => {
    if (request.path.startsWith('/assets/')) {
      response.status(404).type('text/plain').send('not found');
      return;
    }
    const page = join(builtDirectory, 'index.html');
    response.set('Cache-Control', 'no-cache');
    if (existsSync(page)) response.type('html').send(withMetas(readFileSync(page, 'utf8'), metas));
    else response.status(503).type('html').send(missingPage);
  });
}

function withMetas(page: string, metas: Readonly<Record<string, string>>): string {
  const elements = Object.entries(metas).map(
    ([name, content]) => `<meta name="${name}" content="${quote(content)}" />`,
  );
  return page.replace('<head>', () => `<head>${elements.join('')}`);
}

function quote(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
