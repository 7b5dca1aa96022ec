/** A mistake in YAML syntax. */
export interface SyntaxProblem {
  readonly offset: number;
  readonly text: string;
  readonly hint?: string | undefined;
}
