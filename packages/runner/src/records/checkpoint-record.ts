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
  /**
   * `continue`: the trial itself goes on from here. `extend`: the state after the last epoch of a finished trial, from
   * which a trial with more epochs can go on.
   */
  readonly keptFor: 'continue' | 'extend';
  /** Milliseconds since the Unix epoch. */
  readonly createdAt: number;
}

/** The final state of a finished trial, which another trial with more epochs may continue. */
export interface Donor {
  readonly checkpoint: CheckpointRecord;
  /** Number of epochs that the finished trial was planned with. */
  readonly epochs: number;
}

/** A final state with the key of its trial. */
export interface FinalState {
  readonly key: string;
  readonly sha256: string;
}
