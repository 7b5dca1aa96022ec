import type { AttemptOutput } from '../../records/printed-output.ts';

export interface OutputRow {
  readonly attempt_id: number;
  readonly bytes: number;
  readonly lines: number;
  readonly omitted_bytes: number;
  readonly head: string;
  readonly tail: string;
}

export function toAttemptOutput(row: OutputRow): AttemptOutput {
  const { attempt_id: attemptId, omitted_bytes: omittedBytes, bytes, lines, head, tail } = row;
  return { attemptId, bytes, lines, omittedBytes, head, tail };
}
