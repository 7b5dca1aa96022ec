/**
 * Tells whether a line of stderr is a notice of TensorFlow's native log. Some are printed whatever
 * `TF_CPP_MIN_LOG_LEVEL` says, before the log is set up, such as the one that oneDNN is on.
 */
export function isTensorflowNotice(line: string): boolean {
  return /^I\d{4} [\d:.]+ +\d+ \S+:\d+\]/.test(line) || line.startsWith('WARNING: All log messages before absl::');
}

/** Tells whether the user asks for notices. */
export function areNoticesWanted(): boolean {
  return process.env['TF_CPP_MIN_LOG_LEVEL'] === '0';
}
