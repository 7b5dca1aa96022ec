export { balancedAccuracy, classScores, macroF1, type ClassScores } from './class-scores.ts';
export { compareByGoal, goals, isBetter, worstValue, type Goal } from './goal.ts';
export { mean } from './mean.ts';
export { median, quantile } from './quantile.ts';
export { standardDeviation } from './standard-deviation.ts';
export { summarize, type Summary } from './summarize.ts';
