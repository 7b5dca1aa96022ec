import { stripVTControlCharacters } from 'node:util';
import { countOf } from '@sweepdeck/core/words';
import type { PrintedOutput } from '../records/printed-output.ts';

/**
 * What a trial has printed as lines, for people: without escape sequences, with each redraw of a progress bar on a line of its
 * own, and with a line that tells how much is not there.
 * @param most lines; only the last ones are given where there are more
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
