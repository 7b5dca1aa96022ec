/** How much a trial has printed. */
export interface PrintedSize {
  readonly bytes: number;
  readonly lines: number;
}

/** What a trial has printed on stdout and stderr: all of it, or its beginning and its end. */
export interface PrintedOutput extends PrintedSize {
  readonly head: string;
  /** Empty while all of it fits in the head. */
  readonly tail: string;
  /** Between head and tail; 0: nothing was left out. */
  readonly omittedBytes: number;
}

/** As the store keeps it. */
export interface AttemptOutput extends PrintedOutput {
  readonly attemptId: number;
}
