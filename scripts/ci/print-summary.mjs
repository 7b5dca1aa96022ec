// usage: node scripts/ci/print-summary.mjs CHECK_EXIT_CODE REPORT=TEST_EXIT_CODE...; exits 1 when anything failed
import { summaryLine, sumUpReports } from './summary.mjs';

const [checkCode = '1', ...tests] = process.argv.slice(2);
const testCodes = Object.fromEntries(
  tests.map((word) => {
    const [name = '', code = '1'] = word.split('=');
    return [name, Number(code)];
  }),
);
const sum = sumUpReports('.vitest', Number(checkCode), testCodes);
console.log(summaryLine(sum));
process.exitCode = sum.failed > 0 ? 1 : 0;
