/** Options of the commands that train a sweep. */
export const trainingOptions = {
  'checkpoint-every': {
    type: 'number',
    default: 60,
    summary:
      'Longest training time between two checkpoints of a trial, from which it continues when interrupted; after an epoch, one is written if a second has passed',
    placeholder: 'SECONDS',
    range: { from: 0, to: 7 * 24 * 3600, isWhole: false, hint: 'Omit it for 60 s.' },
  },
  'worker-memory': {
    type: 'string',
    summary:
      'The most memory that a worker may use before its trial is stopped and retried alone, such as 2GiB or 800MiB (default: an equal share of 90 % of the memory)',
    placeholder: 'SIZE',
  },
  reporter: {
    type: 'string',
    choices: ['auto', 'live', 'plain', 'json'],
    default: 'auto',
    summary: 'Show progress as a live block, as lines, or as JSON lines; auto picks live on a terminal',
  },
} as const;
