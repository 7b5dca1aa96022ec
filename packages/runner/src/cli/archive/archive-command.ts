import { countOf } from '@sweepdeck/core/words';
import type { SweepSummary } from '../../records/records.ts';
import { defineCommand } from '../command/command.ts';
import { findIdleSweep } from '../stored/find-idle-sweep.ts';
import { targetWord } from '../stored/find-target.ts';
import { withReader } from '../stored/with-reader.ts';

interface ArchiveResult {
  readonly sweep: SweepSummary;
  /** Whether the sweep is archived afterwards, or would be. */
  readonly isArchived: boolean;
  /** False when the sweep was like that before, and for a preview. */
  readonly isChanged: boolean;
  readonly isPreview: boolean;
}

export const archiveCommand = defineCommand({
  name: 'archive',
  summary: 'Hide a sweep from lists, or show it again',
  description:
    'An archived sweep keeps everything. Lists leave it out; its name and id still work, other sweeps still reuse its trials, and it is shown again when it continues. Without --yes, only says what would change.',
  positionals: { sweep: { summary: 'Sweep (s3 or its name)', isRequired: true } },
  options: {
    undo: { type: 'boolean', default: false, summary: 'Show an archived sweep again' },
    yes: { type: 'boolean', default: false, summary: 'Do it' },
  },
  examples: [
    { command: 'runner archive s3', summary: 'say what would change' },
    { command: 'runner archive s3 --yes', summary: 'archive sweep 3' },
    { command: 'runner archive s3 --undo --yes', summary: 'show it in lists again' },
  ],
  async run({ sweep: wanted, undo, yes }, context): Promise<ArchiveResult> {
    const sweep = await withReader(context, (reader) => findIdleSweep(reader, wanted));
    const isArchived = !undo;
    if (isArchived === (sweep.archivedAt !== null)) return { sweep, isArchived, isChanged: false, isPreview: false };
    if (!yes) return { sweep, isArchived, isChanged: false, isPreview: true };
    const { openSqliteStore } = await import('../../store/open-store.ts');
    const store = openSqliteStore(context.storeDirectory);
    try {
      store.archiveSweep(sweep.id, isArchived);
      return { sweep: store.getSweep(sweep.id) ?? sweep, isArchived, isChanged: true, isPreview: false };
    } finally {
      store.close();
    }
  },
  print({ sweep, isArchived, isChanged, isPreview }) {
    const trials = Object.values(sweep.counts).reduce((sum, count) => sum + count, 0);
    const what = `s${sweep.id} (${sweep.name}, ${countOf(trials, 'trial')})`;
    const command = `\`runner archive ${targetWord(sweep)}${isArchived ? '' : ' --undo'} --yes\``;
    if (isPreview)
      return isArchived
        ? `Would archive ${what}: lists leave it out, and everything else stays.\nRun ${command} to archive it.`
        : `Would show ${what} in lists again.\nRun ${command} to do it.`;
    if (!isChanged) return `Nothing to do: ${what} is ${isArchived ? 'archived already' : 'not archived'}.`;
    return isArchived
      ? `Archived ${what}. \`runner list --all\` shows it; \`runner archive s${sweep.id} --undo --yes\` brings it back.`
      : `${what} is in lists again.`;
  },
});
