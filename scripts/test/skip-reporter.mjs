/**
 * Prints why each skipped test was skipped, which Vitest's own summary omits. A test gives its reason with
 * `context.skip('needs a GPU')`.
 */
export default class SkipReporter {
  /**
   * @param {ReadonlyArray<import('vitest/node').TestModule>} testModules
   * @returns {void}
   */
  onTestRunEnd(testModules) {
    for (const testModule of testModules)
      for (const test of testModule.children.allTests('skipped')) {
        const result = test.result();
        const reason = result.state === 'skipped' ? result.note : undefined;
        console.log(`skipped: ${testModule.relativeModuleId} > ${test.fullName}: ${reason ?? 'no reason given'}`);
      }
  }
}
