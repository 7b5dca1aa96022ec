export { confusionFixtures } from './confusion-fixtures.ts';
export { curveFixtures } from './curve-fixtures.ts';
export { heatmapFixtures } from './heatmap-fixtures.ts';
export { rangeTestFixtures } from './range-test-fixtures.ts';
export { reliabilityFixtures } from './reliability-fixtures.ts';
export { seedDotsFixtures } from './seed-dots-fixtures.ts';
