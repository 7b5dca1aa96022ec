import { execFile, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const place = mkdtempSync(join(tmpdir(), 'sweepdeck-installed-'));
const prefix = join(place, 'prefix');
const modules = join(prefix, 'lib', 'node_modules', 'sweepdeck', 'node_modules');
// The environment of a user: this Node.js, npm and the installed commands, and nothing of the repository.
const { SWEEPDECK_HOME: _, SWEEPDECK_CACHE: __, SWEEPDECK_FROM_SOURCE: ___, ...inherited } = process.env;
const path = [join(prefix, 'bin'), dirname(process.execPath), inherited['PATH'] ?? ''].join(delimiter);
const env = { ...inherited, PATH: path, NO_COLOR: '1' };
const usesCompiledSqlite = Number(process.versions.napi) < 10;

async function run(program: string, words: readonly string[], cwd: string = place): Promise<string> {
  const { stdout } = await promisify(execFile)(program, words, { cwd, env, maxBuffer: 1 << 26 });
  return stdout;
}

let isOffline = false;

beforeAll(async () => {
  await run(process.execPath, [join(root, 'scripts', 'pack.mjs'), place], root);
  const tarball = readdirSync(place).find((name) => /^sweepdeck-.*\.tgz$/.test(name)) ?? '';
  const install = ['install', '--global', '--prefix', prefix, '--prefer-offline', join(place, tarball)];
  try {
    // Compiling SQLite takes minutes: on the Node.js that needs it, what the set-up has compiled from the same package is taken.
    await run('npm', usesCompiledSqlite ? [...install, '--ignore-scripts'] : install);
  } catch (error) {
    if (!/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ENOTCACHED/.test(String(error))) throw error;
    isOffline = true;
    return;
  }
  if (!usesCompiledSqlite) return;
  const own = dirname(createRequire(import.meta.url).resolve('better-sqlite3/package.json'));
  cpSync(join(own, 'build'), join(modules, 'better-sqlite3', 'build'), { recursive: true });
}, 900_000);

afterAll(() => rmSync(place, { recursive: true, force: true }));

test(
  'installed from its tarball, it sweeps, serves and exports from an empty folder',
  { timeout: 300_000 },
  async (context) => {
    context.skip(isOffline, 'needs the npm registry');
    const folder = mkdtempSync(join(place, 'empty-'));
    expect(await run('sweepdeck', ['--version'], folder)).toBe(await run('runner', ['--version'], folder));

    const short = ['--set', 'dataset.count=200', '--set', 'training.epochs=1', '--set', 'parameters.loss.values=[mse]'];
    const swept = await run('runner', ['sweep', 'quickstart', ...short], folder);
    expect(swept).toMatch(/Done {2}9 trials: 9 finished/);
    expect(swept).toContain('`runner show quickstart`');
    expect(JSON.parse(await run('runner', ['leaderboard', 'quickstart', '--json'], folder))).toMatchObject({
      sweep: { name: 'quickstart' },
    });

    await run('runner', ['export', 'quickstart', '--output', 'model'], folder);
    expect(JSON.parse(readFileSync(join(folder, 'model', 'model.json'), 'utf8'))).toMatchObject({
      format: 'layers-model',
    });

    await run('runner', ['export', 'quickstart', '--format', 'parquet', '--output', 'trials.parquet'], folder);
    expect(readFileSync(join(folder, 'trials.parquet'), 'latin1')).toMatch(/^PAR1.*PAR1$/su);

    const server = spawn('runner', ['dashboard', '--port', '0'], {
      cwd: folder,
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    try {
      const url = await new Promise<string>((resolve, reject) => {
        let printed = '';
        server.stdout.setEncoding('utf8').on('data', (text: string) => {
          printed += text;
          const address = /http:\/\/127\.0\.0\.1:\d+/.exec(printed)?.[0];
          if (address !== undefined) resolve(address);
        });
        server.on('exit', () => reject(new Error(`ended without an address: ${printed}`)));
      });
      const page = await (await fetch(url)).text();
      // The page names commands as they are called here.
      expect(page).toContain('<meta name="sweepdeck-command" content="runner" />');
      const script = /src="(\/assets\/[^"]+\.js)"/.exec(page)?.[1];
      expect(script).toBeDefined();
      expect((await fetch(`${url}${script}`)).status).toBe(200);
      expect(await (await fetch(`${url}/api/sweeps`)).json()).toMatchObject({ sweeps: [{ name: 'quickstart' }] });
    } finally {
      server.kill('SIGTERM');
    }
  },
);

test('it brings what the engines, own modules and image folders need', async (context) => {
  context.skip(isOffline, 'needs the npm registry');
  const doctor = await run('runner', ['doctor'], place);
  expect(doctor).toMatch(/wasm +works/);
  expect(doctor).toMatch(/cpu +works/);
  for (const name of ['esbuild', 'sharp', 'better-sqlite3']) expect(existsSync(join(modules, name))).toBe(true);
});
