import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { expectEnd, type EndingProcess } from './expect-end.ts';

function end(code: number, isDone: boolean): { readonly code: unknown; readonly told: string } {
  const host: EndingProcess & EventEmitter = Object.assign(new EventEmitter(), { exitCode: code });
  let told = '';
  const done = expectEnd(host, (text) => (told += text));
  if (isDone) done();
  host.emit('exit', code);
  return { code: host.exitCode, told };
}

test.each([0, 13])('an end with %s before the command is done is a failure, and is told', (code) => {
  expect(end(code, false)).toEqual({ code: 1, told: expect.stringContaining('ended before its command was done') });
});

test('a failure keeps its own code', () => {
  expect(end(7, false).code).toBe(7);
});

test.each([0, 2])('a command that is done ends with its own code: %s', (code) => {
  expect(end(code, true)).toEqual({ code, told: '' });
});
