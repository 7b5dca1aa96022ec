import { useRef, useState } from 'preact/hooks';
import type { LeaderboardRow } from '../../contract/index.ts';
import { plural } from '../words/counts.ts';
import { patchQuery } from '../shell/router.ts';

/** The cells whose curves are shown. */
export interface Selection {
  /** Place in the palette of each selected cell that matches the filters. */
  readonly colors: ReadonlyMap<string, number>;
  readonly isDefault: boolean;
  /** Number of selected cells that the filters hide: they stay selected but are not drawn. */
  readonly hiddenCount: number;
  /** The cell that the last tick removed, because there were too many. */
  readonly dropped: LeaderboardRow | null;
  /** Number of cells in the address beyond the limit. */
  readonly cutCount: number;
  /** Number of cells in the address that the sweep does not have. */
  readonly unknownCount: number;
  readonly toggle: (cell: string) => void;
  readonly reset: () => void;
}

const defaultCount = 5;
export const maxSelected = 16;
const queryName = 'cells';
const none = 'none';

interface ReadSelection {
  readonly cells: readonly string[];
  readonly cutCount: number;
  readonly unknownCount: number;
}

/**
 * Reads the selection from the address; by default the best of the shown cells, or running ones if few have finished.
 * An address identifies a cell by its first trial, which is short and unique.
 */
export function readSelectedCells(
  query: URLSearchParams,
  rows: readonly LeaderboardRow[],
  shown: readonly LeaderboardRow[],
): ReadSelection {
  const text = query.get(queryName);
  if (text === null) {
    const hasCurves = ({ rank, counts }: LeaderboardRow) => rank !== null || counts.running > 0;
    const best = shown.filter(hasCurves).slice(0, defaultCount);
    return { cells: best.map(({ cell }) => cell), cutCount: 0, unknownCount: 0 };
  }
  const ids = new Set(text === none ? [] : text.split(',').filter((id) => id !== ''));
  const named = [...ids].flatMap((id) => rows.find(({ trialIds }) => String(trialIds[0]) === id)?.cell ?? []);
  const cells = named.slice(0, maxSelected);
  return { cells, cutCount: named.length - cells.length, unknownCount: ids.size - named.length };
}

/** Explains in a sentence or two which ticked cells are not drawn; empty when all are. */
export function describeUndrawn({
  dropped,
  cutCount,
  unknownCount,
}: Pick<Selection, 'dropped' | 'cutCount' | 'unknownCount'>): string {
  return [
    ...(dropped === null ? [] : [`At most ${maxSelected} cells are drawn: ${dropped.label} was unticked.`]),
    ...(cutCount === 0
      ? []
      : [
          `At most ${maxSelected} cells are drawn: the first ${maxSelected} of the ${maxSelected + cutCount} in the address are ticked.`,
        ]),
    ...(unknownCount === 0 ? [] : [`The address names ${plural(unknownCount, 'cell')} that this sweep does not have.`]),
  ].join(' ');
}

/** Returns the selection after `cell` is ticked or unticked; removes the first cell if there would be too many. */
export function toggleCell(
  cells: readonly string[],
  cell: string,
): { readonly cells: readonly string[]; readonly dropped: string | null } {
  if (cells.includes(cell)) return { cells: cells.filter((one) => one !== cell), dropped: null };
  const next = [...cells, cell];
  const dropped = next.length > maxSelected ? (next[0] ?? null) : null;
  return { cells: next.slice(-maxSelected), dropped };
}

/**
 * Keeps a cell's colour while it stays selected, however the ranking changes; a new cell gets the first free colour.
 */
export function assignColors(cells: readonly string[], before: ReadonlyMap<string, number>): Map<string, number> {
  const colors = new Map<string, number>();
  const taken = new Set(cells.flatMap((cell) => before.get(cell) ?? []));
  let free = 0;
  for (const cell of cells) {
    const kept = before.get(cell);
    while (kept === undefined && taken.has(free)) free++;
    colors.set(cell, kept ?? free);
    taken.add(kept ?? free);
  }
  return colors;
}

/**
 * @param rows all cells of the sweep
 *
 * @param shown the cells that match the filters
 */
export function useSelection(
  query: URLSearchParams,
  rows: readonly LeaderboardRow[],
  shown: readonly LeaderboardRow[],
): Selection {
  const before = useRef<ReadonlyMap<string, number>>(new Map());
  const [dropped, setDropped] = useState<string | null>(null);
  const { cells, cutCount, unknownCount } = readSelectedCells(query, rows, shown);
  const colors = assignColors(cells, before.current);
  before.current = colors;
  const visible = new Set(shown.map(({ cell }) => cell));
  const drawn = new Map([...colors].filter(([cell]) => visible.has(cell)));
  const firstTrial = new Map(rows.map(({ cell, trialIds }) => [cell, trialIds[0]]));
  return {
    colors: drawn,
    isDefault: !query.has(queryName),
    hiddenCount: colors.size - drawn.size,
    dropped: rows.find(({ cell }) => cell === dropped) ?? null,
    cutCount,
    unknownCount,
    toggle: (cell) => {
      const next = toggleCell(cells, cell);
      setDropped(next.dropped);
      const ids = next.cells.flatMap((one) => firstTrial.get(one) ?? []);
      patchQuery({ [queryName]: ids.length === 0 ? none : ids.join(',') });
    },
    reset: () => {
      setDropped(null);
      patchQuery({ [queryName]: null });
    },
  };
}
