import { stripVTControlCharacters } from 'node:util';
import { countOf } from '@sweepdeck/core/words';
import type { PrintedOutput } from '../records/printed-output.ts';

/**
 * Splits a trial's output into lines for people: without escape sequences, with each redraw of a progress bar on its
 * own line, and with a line that says how much is missing.
 *
 * @param most the maximum number of lines; the last ones are kept
 */
export function printedLines({ head, tail, omittedBytes, lines }: PrintedOutput, most: number = Infinity): string[] {
  const omitted = omittedBytes === 0 ? [] : [`… ${omittedBytes.toLocaleString('en-US')} bytes left out …`];
  const all = [...toLines(head), ...omitted, ...toLines(tail)];
  if (all.length <= most) return all;
  const before = Math.max(lines, all.length) - most;
  return [`… ${countOf(before, 'line')} before these`, ...all.slice(-most)];
}

function toLines(text: string): string[] {
  if (text === '') return [];
  return stripVTControlCharacters(text)
    .replace(/\r?\n$|\r$/, '')
    .split(/\r?\n|\r/);
}
