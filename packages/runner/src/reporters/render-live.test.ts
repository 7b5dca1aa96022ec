import { expect, test } from 'vitest';
import { sweepRecord } from '../../test/fixtures/sweep-events.ts';
import { createStyle } from '../cli/terminal/style.ts';
import { displayWidth } from './display-width.ts';
import { renderLive } from './render-live.ts';
import type { RunningTrial, SweepView } from './sweep-progress.ts';

const running = (label: string): RunningTrial => ({
  label,
  epoch: 3,
  epochs: 10,
  fraction: 0.3,
  objectives: [0.5, 0.9612],
  losses: [2, 1],
});
const smoothed = 'cross-entropy(label_smoothing=0.1) · adam · 0.001';
const view: SweepView = {
  sweep: sweepRecord,
  workers: 3,
  dashboardUrl: null,
  isResumed: false,
  total: 24,
  placed: 24,
  done: 3,
  alreadyDone: 0,
  counts: { finished: 3, diverged: 0, failed: 0 },
  running: [running(`${smoothed} #1`), running(`${smoothed} #2`), running('漢字 · \u001B[2J')],
  best: { label: `${smoothed} #1`, value: 0.97, basis: '' },
  isDraining: false,
  printed: [],
  elapsedSeconds: 10,
  etaSeconds: 20,
};

test.each([60, 80, 100, 200])(
  'at %i columns lines fit, trials differ, numbers are whole and nothing is obeyed',
  (columns) => {
    const lines = renderLive(view, { columns, rows: 40, style: createStyle(false) });
    expect(lines.filter((line) => displayWidth(line) > columns)).toEqual([]);
    const trials = lines.filter((line) => line.includes('epoch'));
    expect(new Set(trials).size).toBe(3);
    expect(trials.every((line) => line.includes('0.9612'))).toBe(true);
    expect(lines.join('')).toContain('best 0.9700 validation.accuracy');
    expect(lines.join('')).toContain('#1');
    expect(lines.join('')).not.toMatch(/\p{Cc}/u);
  },
);
