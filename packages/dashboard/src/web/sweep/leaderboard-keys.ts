import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

export interface LeaderboardActions {
  readonly toggle: (cell: string) => void;
  readonly open: (cell: string) => void;
  readonly showHelp: () => void;
}

/** The shortcuts and their meanings, for display. */
export const leaderboardKeys: readonly (readonly [keys: readonly string[], meaning: string])[] = [
  [['j', '↓'], 'next cell'],
  [['k', '↑'], 'previous cell'],
  [['Enter'], 'open the trial page of the cell'],
  [['x', 'Space'], 'tick or untick the cell, to draw its curves'],
  [['?'], 'show these shortcuts'],
];

/** Handles the keys wherever the focus is, except in text fields. */
export function useLeaderboardKeys(table: RefObject<HTMLTableElement | null>, actions: LeaderboardActions): void {
  const latest = useRef(actions);
  latest.current = actions;
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      if (table.current !== null && act(event, table.current, latest.current)) event.preventDefault();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [table]);
}

/** Performs the action of a key; returns whether there was one. */
function act(event: KeyboardEvent, table: HTMLTableElement, actions: LeaderboardActions): boolean {
  const target = event.target instanceof Element ? event.target : null;
  if (event.key === '?') {
    actions.showHelp();
    return true;
  }
  const row = target?.closest<HTMLTableRowElement>('tr[data-cell]') ?? null;
  const isOnRow = target !== null && target === row;
  const cell = row?.dataset['cell'];
  switch (event.key) {
    case 'j':
      return move(table, row, 1);
    case 'k':
      return move(table, row, -1);
    case 'ArrowDown':
      return isOnRow && move(table, row, 1);
    case 'ArrowUp':
      return isOnRow && move(table, row, -1);
    case 'x':
      if (cell !== undefined) actions.toggle(cell);
      return cell !== undefined;
    case ' ':
      if (isOnRow && cell !== undefined) actions.toggle(cell);
      return isOnRow;
    case 'Enter':
      if (isOnRow && cell !== undefined) actions.open(cell);
      return isOnRow;
    default:
      return false;
  }
}

/** Moves to the next or the previous row; from outside the table to its first. */
function move(table: HTMLTableElement, row: HTMLElement | null, step: 1 | -1): boolean {
  const next =
    row === null
      ? table.querySelector('tr[data-cell]')
      : step > 0
        ? row.nextElementSibling
        : row.previousElementSibling;
  if (next instanceof HTMLElement) next.focus();
  return true;
}

/** Text fields and open dialogs keep their keys; a checkbox needs no letters. */
function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.closest('textarea, select, dialog, input:not([type=checkbox])') !== null;
}
