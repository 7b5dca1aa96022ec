#!/usr/bin/env node
// pnpm check: everything that must hold of the sources. pnpm check NAME...: those steps only.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { checkDocstrings } from './checks/docstrings.mjs';
import { checkImports } from './checks/import-rules.mjs';
import { checkLineCap } from './checks/line-cap.mjs';
import { listSources } from './checks/list-sources.mjs';
import { checkPortableMath } from './checks/portable-math.mjs';
import { checkRings, knownRings } from './checks/rings.mjs';
import { runCommand } from './process/run-command.mjs';
import { formatDuration, runMain, StepError } from './process/step.mjs';
import { root } from './setup/root.mjs';

const bin = (/** @type {string} */ name) => path.join(root, 'node_modules', '.bin', name);

/**
 * @typedef {object} CheckResult
 * @property {boolean} isPassed
 * @property {string} output shown when the step failed
 * @property {string} [note] shown when it passed
 */

/**
 * @param {string} program
 * @param {readonly string[]} args
 * @returns {Promise<CheckResult>}
 */
async function passes(program, args) {
  const { code, output } = await runCommand(program, args, { cwd: root });
  return { isPassed: code === 0, output };
}

/**
 * @param {readonly string[]} problems
 * @param {string} [note]
 * @returns {CheckResult}
 */
function report(problems, note) {
  return { isPassed: problems.length === 0, output: problems.join('\n'), ...(note === undefined ? {} : { note }) };
}

/**
 * @param {(file: string, text: string) => string[]} problemsOf
 * @param {RegExp} [kind] the paths of the files to look at
 * @returns {CheckResult}
 */
function checkFiles(problemsOf, kind = /^packages\/.*\.tsx?$/) {
  const files = listSources(root).filter((file) => kind.test(file));
  return report(files.flatMap((file) => problemsOf(file, readFileSync(path.join(root, file), 'utf8'))));
}

/** @returns {Promise<CheckResult>} */
async function checkTypes() {
  const sources = await passes(bin('tsc'), ['-b']);
  if (!sources.isPassed) return sources;
  const projects = ['core', 'runner', 'dashboard']
    .flatMap((name) => [`packages/${name}/tsconfig.test.json`, `packages/${name}/tsconfig.web.json`])
    .concat('scripts/tsconfig.json')
    .filter((project) => existsSync(path.join(root, project)));
  const failures = [];
  for (const project of projects) {
    const { isPassed, output } = await passes(bin('tsc'), ['-p', project]);
    // A package without tests has nothing to check.
    if (!isPassed && !output.includes('TS18003')) failures.push(output.trimEnd());
  }
  return report(failures);
}

/** @type {Readonly<Record<string, () => Promise<CheckResult> | CheckResult>>} */
const steps = {
  format: () => passes(bin('oxfmt'), ['--check', '.']),
  lint: () => passes(bin('oxlint'), ['--type-aware', '--deny-warnings']),
  types: checkTypes,
  unused: () => passes(bin('knip'), ['--no-progress', '--no-config-hints']),
  imports: () => checkFiles(checkImports),
  rings() {
    const files = listSources(root).filter((file) => /^packages\/[^/]+\/src\/.*(?<!\.test)\.tsx?$/.test(file));
    const sources = new Map(files.map((file) => [file, readFileSync(path.join(root, file), 'utf8')]));
    const { problems, notes } = checkRings(sources, knownRings);
    return report(problems, notes.join('; '));
  },
  math: () => checkFiles(checkPortableMath),
  lines() {
    const { problems, notes } = checkLineCap(root, listSources(root));
    return report(problems, notes.join('; '));
  },
  docstrings: () => checkFiles(checkDocstrings, /\.(?:tsx?|mjs)$/),
  kernels: () => passes(process.execPath, ['scripts/build-kernels.mjs', '--check']),
  docs: () => passes(process.execPath, ['scripts/docs.mjs', '--check']),
};

await runMain(async () => {
  if (!existsSync(bin('tsc')))
    throw new StepError('Nothing is installed yet.', {
      hint: 'Run `npm run setup` first; it needs only Node and npm.',
    });
  const wanted = process.argv.slice(2);
  const unknown = wanted.filter((name) => !(name in steps));
  if (unknown.length > 0)
    throw new StepError(`There is no check "${unknown[0]}".`, { hint: `There are: ${Object.keys(steps).join(', ')}` });

  /** @type {Record<string, 'passed' | 'failed'>} */
  const results = {};
  for (const [name, check] of Object.entries(steps)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    const startedAt = performance.now();
    const { isPassed, output, note } = await check();
    results[name] = isPassed ? 'passed' : 'failed';
    const duration = formatDuration(performance.now() - startedAt);
    if (!isPassed) console.log(`\n${output.trimEnd()}\n`);
    console.log(`${isPassed ? '✓' : '✗'} ${name} (${duration})${isPassed && note ? `: ${note}` : ''}`);
  }
  mkdirSync(path.join(root, '.vitest'), { recursive: true });
  writeFileSync(path.join(root, '.vitest', 'check.json'), `${JSON.stringify(results, null, 2)}\n`);

  const failed = Object.keys(results).filter((name) => results[name] === 'failed');
  if (failed.length > 0) console.log(`\nFailed: ${failed.join(', ')}`);
  return failed.length > 0 ? 1 : 0;
});
