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
  /** A path, the name of a sweep that comes with the program, or the id or name of a stored sweep. */
  readonly word: string;
  readonly overrides: readonly string[];
  readonly currentDirectory: string;
}

/**
 * Reads the sweep that a command line names: a file, else a sweep that comes with the program, else a stored sweep. A
 * stored sweep is read as it was started, with its `--set` options applied and its paths absolute, so that it needs
 * neither the file nor the folder.
 *
 * @throws SweepdeckError as `loadSweep`; `target-ambiguous` for a word that is the name of one sweep and the id of
 * another
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
    stderr.write(
      `Note: files that s${sweep.id} uses have changed since it was started, so this is a different sweep.\n`,
    );
  else if (newest.id !== sweep.id && loaded.specHash === newest.specHash)
    stderr.write(`Note: this continues s${newest.id}, the newest run of the same sweep.\n`);
  return { ...loaded, source: sweep.source };
}

interface StoredSweep {
  readonly sweep: SweepSummary;
  /** The newest run of the same spec; this run continues it. */
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
