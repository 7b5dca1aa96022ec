import { countOf, joinWords } from '@sweepdeck/core/words';
import { defineCommand, type CommandContext } from '../command/command.ts';
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
    'Sweeps delete the checkpoints of finished trials themselves; a killed one can leave some behind, and so can a killed `runner delete`. The final state of a finished trial stays as long as its weights are kept. Without --yes, only says what would be deleted.',
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
    const forget = (keys: readonly string[]): Promise<void> => forgetFinalStates(keys, context);
    const garbage = await withReader(context, (reader) =>
      collectGarbage(reader, { ...options, forgetFinalStates: forget }),
    );
    return { ...garbage, isDeleted: yes };
  },
  data: ({ checkpoints, weights, ...rest }) => ({ files: checkpoints + weights, ...rest }),
  print({ checkpoints, weights, bytes, young, isDeleted }) {
    const later =
      young === 0
        ? []
        : [`${countOf(young, 'file')} of the last hour stay, because a running sweep may still need them.`];
    if (checkpoints + weights === 0)
      return [
        'Nothing to delete: every checkpoint belongs to an unfinished trial, or to one whose weights are kept.',
        ...later,
      ].join('\n');
    const kinds = [
      ...(checkpoints === 0 ? [] : [`${countOf(checkpoints, 'checkpoint')} that no trial needs`]),
      ...(weights === 0 ? [] : [`the weights of ${countOf(weights, 'deleted trial')}`]),
    ];
    const what = `${joinWords(kinds)}, ${formatMebibytes(bytes)}`;
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
