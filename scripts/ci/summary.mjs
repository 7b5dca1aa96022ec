import { readFileSync } from 'node:fs';

/**
 * @param {string} file
 * @returns {unknown} undefined when there is no such report
 */
function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/**
 * @typedef {{ passed: number, failed: number, skipped: number }} Sum
 * @typedef {{ report: any, code: number }} Run a report as parsed, undefined where there is none, and its command's exit code
 */

/**
 * A report that is missing or empty, or a command that failed without a failed test, counts as a failure.
 * @param {Run} run
 * @returns {Sum}
 */
function sumUpTests({ report, code }) {
  const passed = report?.numPassedTests ?? 0;
  const failed = report?.numFailedTests ?? 0;
  const silent = failed === 0 && (code !== 0 || passed === 0) ? 1 : 0;
  return { passed, failed: failed + silent, skipped: (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0) };
}

/**
 * @param {Run} run
 * @returns {Sum}
 */
function sumUpChecks({ report, code }) {
  const results = Object.values(report ?? {});
  const passed = results.filter((result) => result === 'passed').length;
  const failed = results.filter((result) => result === 'failed').length;
  const silent = failed === 0 && (code !== 0 || passed === 0) ? 1 : 0;
  return { passed, failed: failed + silent, skipped: 0 };
}

/**
 * Adds up what really ran, so that the sum never looks better than the runs were.
 * @param {{ tests: readonly Run[], checks: Run }} runs the tests on each Node.js, and the checks
 * @returns {Sum}
 */
export function sumUp({ tests, checks }) {
  const sums = [...tests.map(sumUpTests), sumUpChecks(checks)];
  return sums.reduce((sum, each) => ({
    passed: sum.passed + each.passed,
    failed: sum.failed + each.failed,
    skipped: sum.skipped + each.skipped,
  }));
}

/**
 * @param {Sum} sum
 * @returns {string}
 */
export function summaryLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

/**
 * @param {string} folder with check.json and the reports of the tests
 * @param {number} checkCode
 * @param {Readonly<Record<string, number>>} testCodes by the name of the report: `report`, `node-22`
 * @returns {Sum}
 */
export function sumUpReports(folder, checkCode, testCodes) {
  const run = (/** @type {string} */ name, /** @type {number} */ code) => ({
    report: readReport(`${folder}/${name}.json`),
    code,
  });
  const tests = Object.entries(testCodes).map(([name, code]) => run(name, code));
  return sumUp({ tests, checks: run('check', checkCode) });
}
