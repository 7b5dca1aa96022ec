/** A point of a trial from which training can continue. */
export interface NewCheckpoint {
  /** Number of finished epochs. */
  readonly epoch: number;
  /** Number of finished steps of the whole trial. */
  readonly step: number;
  /** SHA-256 of the checkpoint's content, which names its file. */
  readonly sha256: string;
  /** Size of the content. */
  readonly bytes: number;
  /** Training time of the trial so far, over all of its attempts. */
  readonly seconds: number;
}

export interface CheckpointRecord extends NewCheckpoint {
  readonly id: number;
  readonly trialId: number;
  /** The attempt that wrote it. */
  readonly attemptId: number;
  /** Milliseconds since the Unix epoch. */
  readonly createdAt: number;
}
