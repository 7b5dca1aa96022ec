import { countOf } from '@sweepdeck/core/words';
import type { SweepSummary } from '../../records/records.ts';
import type { SweepDeletion } from '../../store/store.ts';
import { defineCommand, type CommandContext } from '../command/command.ts';
import { findIdleSweep } from '../stored/find-idle-sweep.ts';
import { targetWord } from '../stored/find-target.ts';
import { withReader } from '../stored/with-reader.ts';
import { formatMebibytes } from '../terminal/format-number.ts';

interface DeleteResult {
  readonly sweep: SweepSummary;
  readonly deletion: SweepDeletion;
  /** Number of deleted trials that had a result. */
  readonly results: number;
  /** Size of the files that go. */
  readonly bytes: number;
  readonly isDeleted: boolean;
}

export const deleteCommand = defineCommand({
  name: 'delete',
  summary: 'Delete a sweep with its trials, results and files',
  description:
    'Trials that other sweeps have stay, with everything measured. What is deleted cannot be brought back; `runner archive` only hides a sweep. Without --yes, only says what would be deleted.',
  positionals: { sweep: { summary: 'Sweep (s3 or its name)', isRequired: true } },
  options: { yes: { type: 'boolean', default: false, summary: 'Delete it' } },
  examples: [
    { command: 'runner delete s3', summary: 'say what would be deleted' },
    { command: 'runner delete s3 --yes', summary: 'delete it' },
  ],
  async run({ sweep: wanted, yes }, context): Promise<DeleteResult> {
    const preview = await withReader(context, async (reader) => {
      const sweep = findIdleSweep(reader, wanted);
      const deletion = reader.previewDeletion(sweep.id);
      const ids = new Set(deletion.trialIds);
      const results = reader.listTrials(sweep.id).filter(({ id, result }) => ids.has(id) && result !== null).length;
      return { sweep, deletion, results, bytes: await sizeOf(deletion, context) };
    });
    if (yes) await deleteSweep(preview.sweep, context);
    return { ...preview, isDeleted: yes };
  },
  data: ({ sweep, deletion, results, bytes, isDeleted }) => {
    const { trialIds, sharedTrials } = deletion;
    return { sweep, trials: trialIds.length, sharedTrials, results, bytes, isDeleted };
  },
  print({ sweep, deletion, results, bytes, isDeleted }) {
    const { trialIds, sharedTrials } = deletion;
    const stay = `${countOf(sharedTrials, 'trial')} ${sharedTrials === 1 ? 'stays' : 'stay'}, because other sweeps share ${sharedTrials === 1 ? 'it' : 'them'}.`;
    const lines = [
      `${isDeleted ? 'Deleted' : 'Would delete'} s${sweep.id} (${sweep.name}): ${countOf(trialIds.length, 'trial')}, ${results} of them with a result, and ${formatMebibytes(bytes)} of weights and checkpoints.`,
      ...(sharedTrials === 0 ? [] : [stay]),
    ];
    const name = targetWord(sweep);
    return isDeleted
      ? lines.join('\n')
      : [
          ...lines,
          `Run \`runner delete ${name} --yes\` to delete it for good, or \`runner archive ${name} --yes\` to hide it.`,
        ].join('\n');
  },
});

async function sizeOf({ keys, blobs }: SweepDeletion, { storeDirectory }: CommandContext): Promise<number> {
  const { openBlobFolder } = await import('../../store/blobs/blob-folder.ts');
  const { openCheckpointFolder } = await import('../../store/checkpoints/checkpoint-folder.ts');
  const weights = openCheckpointFolder(storeDirectory).list();
  const checkpoints = new Map(
    (await openBlobFolder(storeDirectory).list()).map(({ sha256, bytes }) => [sha256, bytes]),
  );
  const sizes = [...keys.map((key) => weights.get(key) ?? 0), ...blobs.map((sha256) => checkpoints.get(sha256) ?? 0)];
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** Deletes the rows first: a process that is killed here leaves files that `runner gc` collects. */
async function deleteSweep({ id }: SweepSummary, { storeDirectory, now }: CommandContext): Promise<void> {
  const { openSqliteStore } = await import('../../store/open-store.ts');
  const { collectGarbage } = await import('../gc/collect-garbage.ts');
  const store = openSqliteStore(storeDirectory);
  try {
    store.deleteSweep(id);
    await collectGarbage(store, {
      storeDirectory,
      now: now(),
      isDeleting: true,
      forgetFinalStates: (keys) => store.forgetFinalStates(keys),
    });
  } finally {
    store.close();
  }
}
