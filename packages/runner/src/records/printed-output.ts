/** The amount of a trial's output. */
export interface PrintedSize {
  readonly bytes: number;
  readonly lines: number;
}

/** A trial's output on stdout and stderr: all of it, or its beginning and its end. */
export interface PrintedOutput extends PrintedSize {
  readonly head: string;
  /** Empty while the head holds everything. */
  readonly tail: string;
  /** Number of bytes missing between head and tail; 0 when nothing is missing. */
  readonly omittedBytes: number;
}

/** The stored output of an attempt. */
export interface AttemptOutput extends PrintedOutput {
  readonly attemptId: number;
}
