import { useRef } from 'preact/hooks';
import type { LeaderboardRow } from '../../contract/index.ts';
import { patchQuery } from '../shell/router.ts';

/** Cells whose curves are shown. */
export interface Selection {
  /** Place in the palette of each chosen cell. */
  readonly colors: ReadonlyMap<string, number>;
  readonly isDefault: boolean;
  readonly toggle: (cell: string) => void;
  readonly clear: () => void;
  readonly reset: () => void;
}

const defaultCount = 5;
export const maxSelected = 16;
const queryName = 'cells';
const none = 'none';

/** What the address says, or the best cells, running ones where few have finished. Addresses name a cell by its first trial: short, and its own. */
export function readSelectedCells(query: URLSearchParams, rows: readonly LeaderboardRow[]): readonly string[] {
  const text = query.get(queryName);
  if (text === null) {
    const hasCurves = ({ rank, counts }: LeaderboardRow) => rank !== null || counts.running > 0;
    return rows
      .filter(hasCurves)
      .slice(0, defaultCount)
      .map(({ cell }) => cell);
  }
  return text
    .split(',')
    .flatMap((id) => rows.find(({ trialIds }) => String(trialIds[0]) === id)?.cell ?? [])
    .slice(0, maxSelected);
}

/** Keeps a cell's colour while it stays chosen, however the ranking moves; a new cell takes the first free colour. */
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

export function useSelection(query: URLSearchParams, rows: readonly LeaderboardRow[]): Selection {
  const before = useRef<ReadonlyMap<string, number>>(new Map());
  const cells = readSelectedCells(query, rows);
  const colors = assignColors(cells, before.current);
  before.current = colors;
  const firstTrial = new Map(rows.map(({ cell, trialIds }) => [cell, trialIds[0]]));
  const write = (next: readonly string[]) =>
    patchQuery({
      [queryName]: next.length === 0 ? none : next.flatMap((cell) => firstTrial.get(cell) ?? []).join(','),
    });
  return {
    colors,
    isDefault: !query.has(queryName),
    toggle: (cell) =>
      write(colors.has(cell) ? cells.filter((one) => one !== cell) : [...cells, cell].slice(-maxSelected)),
    clear: () => write([]),
    reset: () => patchQuery({ [queryName]: null }),
  };
}
