import { existsSync } from 'node:fs';
import { countOf } from '@sweepdeck/core/words';
import { defineCommand, type CommandContext } from '../command/command.ts';
import { formatMebibytes } from '../terminal/format-number.ts';
import type { Garbage } from '../../store/blobs/find-garbage.ts';
import { withReader } from '../stored/with-reader.ts';

interface GcResult {
  /** Number of files that nothing refers to. */
  readonly files: number;
  readonly bytes: number;
  /** Number of files that are kept for now, because a running sweep may still need them. */
  readonly young: number;
  readonly isDeleted: boolean;
}

export const gcCommand = defineCommand({
  name: 'gc',
  summary: 'Delete checkpoints that no trial needs any more',
  description:
    'Sweeps delete the checkpoints of finished trials themselves; a killed one can leave some behind. The final state of a finished trial stays as long as its weights are kept. Without --yes, only says what would be deleted.',
  positionals: {},
  options: {
    yes: { type: 'boolean', default: false, summary: 'Delete the files' },
  },
  examples: [
    { command: 'runner gc', summary: 'say what would be deleted' },
    { command: 'runner gc --yes', summary: 'delete it' },
  ],
  async run({ yes }, context): Promise<GcResult> {
    const { openBlobFolder } = await import('../../store/blobs/blob-folder.ts');
    const { findGarbage } = await import('../../store/blobs/find-garbage.ts');
    const folder = openBlobFolder(context.storeDirectory);
    const { openCheckpointFolder } = await import('../../store/checkpoints/checkpoint-folder.ts');
    const weights = openCheckpointFolder(context.storeDirectory);
    const find = (): Promise<Garbage> =>
      withReader(context, (reader) =>
        findGarbage(reader, folder, context.now(), (key) => existsSync(weights.pathOf(key))),
      );
    let { blobs, staleKeys, young } = await find();
    if (yes && staleKeys.length > 0) {
      await forgetFinalStates(staleKeys, context);
      // A blob may have got another use meanwhile.
      ({ blobs, staleKeys, young } = await find());
    }
    if (yes) {
      for (const { sha256 } of blobs) await folder.remove(sha256);
      await folder.removeAbandoned();
    }
    const bytes = blobs.reduce((sum, blob) => sum + blob.bytes, 0);
    return { files: blobs.length, bytes, young, isDeleted: yes };
  },
  print({ files, bytes, young, isDeleted }) {
    const later =
      young === 0
        ? []
        : [`${countOf(young, 'file')} of the last hour stay, because a running sweep may still need them.`];
    if (files === 0)
      return [
        'Nothing to delete: every checkpoint belongs to an unfinished trial, or to one whose weights are kept.',
        ...later,
      ].join('\n');
    const what = `${countOf(files, 'checkpoint')} that no trial needs, ${formatMebibytes(bytes)}`;
    const lines = isDeleted ? [`Deleted ${what}.`] : [`Would delete ${what}.`, 'Run `runner gc --yes` to delete them.'];
    return [...lines, ...later].join('\n');
  },
});

async function forgetFinalStates(keys: readonly string[], { storeDirectory }: CommandContext): Promise<void> {
  const { openSqliteStore } = await import('../../store/open-store.ts');
  const store = openSqliteStore(storeDirectory);
  try {
    store.forgetFinalStates(keys);
  } finally {
    store.close();
  }
}
