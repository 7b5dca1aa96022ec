import { expect, test } from 'vitest';
import { summaryLine, sumUp } from './summary.mjs';

const tests = { numPassedTests: 40, numFailedTests: 0, numPendingTests: 2, numTodoTests: 1 };
const checks = { format: 'passed', lint: 'passed' };

test('adds tests and checks', () => {
  const sum = sumUp({ tests, checks, testCode: 0, checkCode: 0 });
  expect(summaryLine(sum)).toBe('42 passed, 0 failed, 3 skipped');
});

test('counts failed tests and failed checks', () => {
  const failing = { ...tests, numFailedTests: 3 };
  const sum = sumUp({ tests: failing, checks: { ...checks, lint: 'failed' }, testCode: 1, checkCode: 1 });
  expect(sum).toEqual({ passed: 41, failed: 4, skipped: 3 });
});

test.each([
  ['no test report', { tests: undefined, checks, testCode: 0, checkCode: 0 }],
  ['an error outside of any test', { tests, checks, testCode: 1, checkCode: 0 }],
  ['no test ran', { tests: { ...tests, numPassedTests: 0 }, checks, testCode: 0, checkCode: 0 }],
  ['no check ran', { tests, checks: undefined, testCode: 0, checkCode: 1 }],
])('%s is a failure', (_name, run) => {
  expect(sumUp(run).failed).toBe(1);
});
