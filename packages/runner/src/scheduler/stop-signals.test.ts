import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { listenForStopSignals } from './stop-signals.ts';

test('the first Ctrl-C drains, the second stops', () => {
  const source = new EventEmitter();
  const { drain, stop } = listenForStopSignals(source);
  source.emit('SIGINT');
  expect([drain.aborted, stop.aborted]).toEqual([true, false]);
  source.emit('SIGINT');
  expect([drain.aborted, stop.aborted]).toEqual([true, true]);
});

test.each(['SIGTERM', 'SIGHUP'])('%s stops at once', (signal) => {
  const source = new EventEmitter();
  const { drain, stop } = listenForStopSignals(source);
  source.emit(signal);
  expect([drain.aborted, stop.aborted]).toEqual([true, true]);
});

test('closed, it no longer listens', () => {
  const source = new EventEmitter();
  const { drain, close } = listenForStopSignals(source);
  close();
  source.emit('SIGINT');
  expect(drain.aborted).toBe(false);
  expect(source.eventNames()).toEqual([]);
});
