#!/usr/bin/env node
// npm run pack: makes sweepdeck-VERSION.tgz, one package with the commands `runner` and `sweepdeck`, in the root folder or in
// the folder given: npm run pack -- FOLDER. `npm install -g ./sweepdeck-*.tgz` installs it where this repository is not.
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { makeManifest, packages, readManifest, stripManifest } from './pack/manifest.mjs';
import { runCommand } from './process/run-command.mjs';
import { runMain, runStep, StepError } from './process/step.mjs';
import { setUp } from './setup.mjs';
import { root } from './setup/root.mjs';

/** Nothing reads them where there are no sources. */
const isNeeded = (/** @type {string} */ file) => !/\.(map|d\.ts|tsbuildinfo)$/.test(file);

/** @param {string} stage an empty folder that becomes the package */
function fillStage(stage) {
  const write = (/** @type {string} */ file, /** @type {object} */ content) =>
    writeFileSync(path.join(stage, file), `${JSON.stringify(content, null, 2)}\n`);
  for (const name of packages) {
    const manifest = readManifest(`packages/${name}`);
    const place = path.join('node_modules', '@sweepdeck', name);
    mkdirSync(path.join(stage, place), { recursive: true });
    write(path.join(place, 'package.json'), stripManifest(manifest));
    for (const folder of manifest.files)
      cpSync(path.join(root, 'packages', name, folder), path.join(stage, place, folder), {
        recursive: true,
        filter: isNeeded,
      });
  }
  const runner = path.join(stage, 'node_modules', '@sweepdeck', 'runner');
  mkdirSync(path.join(runner, 'experiments'));
  cpSync(path.join(root, 'experiments', 'quickstart.yaml'), path.join(runner, 'experiments', 'quickstart.yaml'));
  mkdirSync(path.join(stage, 'bin'));
  const bin = path.join(stage, 'bin', 'sweepdeck.mjs');
  writeFileSync(bin, "#!/usr/bin/env node\nawait import('@sweepdeck/runner/command');\n", { mode: 0o755 });
  for (const file of ['README.md', 'LICENSE']) cpSync(path.join(root, file), path.join(stage, file));
  write('package.json', makeManifest());
}

await runMain(async () => {
  const destination = path.resolve(process.argv[2] ?? root);
  await setUp();
  const stage = mkdtempSync(path.join(tmpdir(), 'sweepdeck-pack-'));
  try {
    fillStage(stage);
    await runStep('Packing', async () => {
      mkdirSync(destination, { recursive: true });
      const words = ['pack', '--ignore-scripts', '--pack-destination', destination];
      const { code, output } = await runCommand('npm', words, { cwd: stage });
      if (code !== 0) throw new StepError('The package could not be packed.', { output });
    });
  } finally {
    rmSync(stage, { recursive: true, force: true });
  }
  const { name, version } = readManifest('.');
  const file = path.relative(process.cwd(), path.join(destination, `${name}-${version}.tgz`));
  console.log(`${file}   install it with \`npm install -g ./${file}\``);
});
