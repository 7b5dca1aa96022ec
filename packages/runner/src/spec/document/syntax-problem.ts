/** What is wrong with a YAML text, before any meaning. */
export interface SyntaxProblem {
  readonly offset: number;
  readonly text: string;
  readonly hint?: string | undefined;
}
