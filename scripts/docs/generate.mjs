// Prints the reference as JSON, file name to text. Needs TypeScript sources: see docs.mjs for how it is run.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../setup/root.mjs';

/** The source of each file: a module and its function that returns text, or data to be written as JSON. */
const sources = {
  'sweep.schema.json': ['packages/runner/src/spec/reference/reference.ts', 'sweepJsonSchema'],
  'sweep-yaml.md': ['packages/runner/src/spec/reference/reference.ts', 'sweepReferenceMarkdown'],
  'cli.md': ['packages/runner/src/cli/reference.ts', 'formatCliReference'],
  'catalog.md': ['packages/runner/src/cli/catalog/reference.ts', 'formatCatalogReference'],
  'database.md': ['packages/runner/src/store/reference.ts', 'formatDatabaseReference'],
  'http-api.md': ['packages/dashboard/src/contract/reference.ts', 'buildApiReference'],
};

/** @type {Record<string, string>} */
const files = {};
for (const [file, [source = '', name = '']] of Object.entries(sources)) {
  const modulePath = path.join(root, source);
  if (!existsSync(modulePath)) throw new Error(`docs/reference/${file}: ${source} is missing`);
  const generate = (await import(pathToFileURL(modulePath).href))[name];
  if (typeof generate !== 'function') throw new Error(`docs/reference/${file}: ${source} exports no ${name}()`);
  const value = generate();
  const text = typeof value === 'string' ? value : JSON.stringify(value, null, 2);
  files[file] = `${text.trimEnd()}\n`;
}
process.stdout.write(JSON.stringify(files));
