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
 * Adds up what really ran. A report that is missing, or a command that failed without a failed test, counts as a failure,
 * so that the sum never looks better than the run was.
 * @param {{ tests: any, checks: any, testCode: number, checkCode: number }} run reports as parsed, and exit codes
 * @returns {{ passed: number, failed: number, skipped: number }}
 */
export function sumUp({ tests, checks, testCode, checkCode }) {
  const passedTests = tests?.numPassedTests ?? 0;
  const failedTests = tests?.numFailedTests ?? 0;
  const skippedTests = (tests?.numPendingTests ?? 0) + (tests?.numTodoTests ?? 0);
  const results = Object.values(checks ?? {});
  const passedChecks = results.filter((result) => result === 'passed').length;
  const failedChecks = results.filter((result) => result === 'failed').length;
  const silentTests = failedTests === 0 && (testCode !== 0 || tests === undefined || passedTests === 0) ? 1 : 0;
  const silentChecks = failedChecks === 0 && (checkCode !== 0 || passedChecks === 0) ? 1 : 0;
  return {
    passed: passedTests + passedChecks,
    failed: failedTests + failedChecks + silentTests + silentChecks,
    skipped: skippedTests,
  };
}

/**
 * @param {{ passed: number, failed: number, skipped: number }} sum
 * @returns {string}
 */
export function summaryLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

/**
 * @param {string} folder with report.json and check.json
 * @param {number} testCode
 * @param {number} checkCode
 * @returns {{ passed: number, failed: number, skipped: number }}
 */
export function sumUpReports(folder, testCode, checkCode) {
  const tests = readReport(`${folder}/report.json`);
  const checks = readReport(`${folder}/check.json`);
  return sumUp({ tests, checks, testCode, checkCode });
}
