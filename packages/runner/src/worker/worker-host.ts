/** The thread or process that work runs on, and who asked for it. */
export interface WorkerHost<Message> {
  post(message: Message): void;
  /** Ends this worker at once. What was posted before arrives. */
  end(): void;
}
