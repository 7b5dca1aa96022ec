import { describeNote } from '@sweepdeck/runner/records';
import type { DatasetNote } from '../../contract/index.ts';

/** The notes on the training data; nothing when there are none. */
export function DataNotes({ notes }: { readonly notes: readonly DatasetNote[] }) {
  return notes.length === 0 ? null : (
    <ul class="data-notes" data-testid="data-notes">
      {notes.map((note, place) => (
        <li key={place} class={note.severity === 'warning' ? 'caution' : 'muted'}>
          {describeNote(note)}
        </li>
      ))}
    </ul>
  );
}
