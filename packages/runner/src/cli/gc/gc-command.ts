import { countOf, joinWords } from '@sweepdeck/core/words';
import { defineCommand } from '../command/command.ts';
import { formatMebibytes } from '../terminal/format-number.ts';
import { withReader } from '../stored/with-reader.ts';
import type { CollectedGarbage } from './collect-garbage.ts';

interface GcResult extends CollectedGarbage {
  readonly isDeleted: boolean;
}

export const gcCommand = defineCommand({
  name: 'gc',
  summary: 'Delete checkpoints and weights that no trial needs any more',
  description:
    'Sweeps delete the checkpoints of finished trials themselves; a killed one can leave some behind, and so can a killed `runner delete`. Without --yes, only says what would be deleted.',
  positionals: {},
  options: {
    yes: { type: 'boolean', default: false, summary: 'Delete the files' },
  },
  examples: [
    { command: 'runner gc', summary: 'say what would be deleted' },
    { command: 'runner gc --yes', summary: 'delete it' },
  ],
  async run({ yes }, context): Promise<GcResult> {
    const { collectGarbage } = await import('./collect-garbage.ts');
    const options = { storeDirectory: context.storeDirectory, now: context.now(), isDeleting: yes };
    const garbage = await withReader(context, (reader) => collectGarbage(reader, options));
    return { ...garbage, isDeleted: yes };
  },
  data: ({ checkpoints, weights, ...rest }) => ({ files: checkpoints + weights, ...rest }),
  print({ checkpoints, weights, bytes, young, isDeleted }) {
    const later =
      young === 0
        ? []
        : [`${countOf(young, 'file')} of the last hour stay, because a running sweep may still need them.`];
    if (checkpoints + weights === 0)
      return ['Nothing to delete: every checkpoint belongs to an unfinished trial.', ...later].join('\n');
    const kinds = [
      ...(checkpoints === 0 ? [] : [`${countOf(checkpoints, 'checkpoint')} that no trial needs`]),
      ...(weights === 0 ? [] : [`the weights of ${countOf(weights, 'deleted trial')}`]),
    ];
    const what = `${joinWords(kinds)}, ${formatMebibytes(bytes)}`;
    const lines = isDeleted ? [`Deleted ${what}.`] : [`Would delete ${what}.`, 'Run `runner gc --yes` to delete them.'];
    return [...lines, ...later].join('\n');
  },
});
