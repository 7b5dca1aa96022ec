import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { SweepdeckError } from '@sweepdeck/core/errors';
import type { SweepSummary } from '../../records/records.ts';
import { loadSweep, loadSweepText, type LoadedSweep } from '../../spec/load-sweep.ts';
import type { CommandContext } from '../command/command.ts';
import { findSweep } from '../stored/find-target.ts';
import { findSweepFile } from './find-sweep-file.ts';
import { readStoreIfAny } from './read-store-if-any.ts';

export interface WantedSweep {
  /** A file, the name of a sweep that comes with the program, or the id or name of a sweep of the store. */
  readonly word: string;
  readonly overrides: readonly string[];
  readonly currentDirectory: string;
}

/**
 * Reads the sweep that a command line names. A file counts first, then what comes with the program. A sweep of the store is
 * read as it was started, with the `--set` options of then and absolute paths, so that it needs no file and no folder.
 * @throws SweepdeckError as `loadSweep`; `target-ambiguous` for the name of one sweep and the id of another
 */
export function loadWantedSweep(
  { word, overrides, currentDirectory }: WantedSweep,
  { storeDirectory, stderr }: Pick<CommandContext, 'storeDirectory' | 'stderr'>,
): LoadedSweep {
  const file = findSweepFile(word, currentDirectory);
  const stored = existsSync(resolve(currentDirectory, file)) ? undefined : findStored(storeDirectory, word);
  if (stored === undefined) return loadSweep(file, { overrides, currentDirectory });
  const { sweep, newest } = stored;
  const text = JSON.stringify(sweep.spec, null, 2);
  const loaded = loadSweepText(text, { name: `s${sweep.id}`, folder: currentDirectory, overrides, currentDirectory });
  if (overrides.length === 0 && loaded.specHash !== sweep.specHash)
    stderr.write(`Note: files that s${sweep.id} names have changed since, so this is another sweep.\n`);
  else if (newest.id !== sweep.id && loaded.specHash === newest.specHash)
    stderr.write(`Note: this continues s${newest.id}, the newest run of the same sweep.\n`);
  return { ...loaded, source: sweep.source };
}

interface StoredSweep {
  readonly sweep: SweepSummary;
  /** The one that a run of the same spec continues. */
  readonly newest: SweepSummary;
}

function findStored(storeDirectory: string, word: string): StoredSweep | undefined {
  return readStoreIfAny(storeDirectory, (reader) => {
    try {
      const sweep = findSweep(reader, word);
      return { sweep, newest: reader.listSweeps().find(({ specHash }) => specHash === sweep.specHash) ?? sweep };
    } catch (error) {
      if (error instanceof SweepdeckError && error.code === 'sweep-not-found') return undefined;
      throw error;
    }
  });
}
