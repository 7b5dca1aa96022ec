// usage: node scripts/ci/print-summary.mjs TEST_EXIT_CODE CHECK_EXIT_CODE; exits 1 when anything failed
import { summaryLine, sumUpReports } from './summary.mjs';

const [testCode = 1, checkCode = 1] = process.argv.slice(2).map(Number);
const sum = sumUpReports('.vitest', testCode, checkCode);
console.log(summaryLine(sum));
process.exitCode = sum.failed > 0 ? 1 : 0;
