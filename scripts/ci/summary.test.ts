import { expect, test } from 'vitest';
import { summaryLine, sumUp } from './summary.mjs';

const tests = { report: { numPassedTests: 40, numFailedTests: 0, numPendingTests: 2, numTodoTests: 1 }, code: 0 };
const checks = { report: { format: 'passed', lint: 'passed' }, code: 0 };

test('adds tests and checks', () => {
  expect(summaryLine(sumUp({ tests: [tests], checks }))).toBe('42 passed, 0 failed, 3 skipped');
});

test('adds the runs on every Node.js', () => {
  const other = { report: { numPassedTests: 30, numFailedTests: 1, numPendingTests: 4, numTodoTests: 0 }, code: 1 };
  expect(summaryLine(sumUp({ tests: [tests, other], checks }))).toBe('72 passed, 1 failed, 7 skipped');
});

test('counts failed tests and failed checks', () => {
  const failing = { report: { ...tests.report, numFailedTests: 3 }, code: 1 };
  const sum = sumUp({ tests: [failing], checks: { report: { ...checks.report, lint: 'failed' }, code: 1 } });
  expect(sum).toEqual({ passed: 41, failed: 4, skipped: 3 });
});

test.each([
  ['no test report', { tests: [{ ...tests, report: undefined }], checks }],
  ['no report of one Node.js', { tests: [tests, { report: undefined, code: 0 }], checks }],
  ['an error outside of any test', { tests: [{ ...tests, code: 1 }], checks }],
  ['no test ran', { tests: [{ ...tests, report: { ...tests.report, numPassedTests: 0 } }], checks }],
  ['no check ran', { tests: [tests], checks: { report: undefined, code: 1 } }],
])('%s is a failure', (_name, runs) => {
  expect(sumUp(runs).failed).toBe(1);
});
