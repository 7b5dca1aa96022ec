import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createOutputLog } from './output-log.ts';

const most = 64 * 1024;

test('nothing printed is nothing', () => {
  const log = createOutputLog();
  expect(log.read()).toBeUndefined();
  log.append('');
  expect(log.read()).toBeUndefined();
  expect(log.bytes()).toBe(0);
});

test('what fits is kept whole, also a character on the border of head and tail', () => {
  const log = createOutputLog();
  const text = `${'x'.repeat(16 * 1024 - 1)}\u00e9${'y'.repeat(48 * 1024 - 1)}`;
  log.append(text);
  expect(log.read()).toEqual({ head: text, tail: '', omittedBytes: 0, bytes: most, lines: 1 });
});

test('a log made of the same memory reads and goes on with what is there', () => {
  const log = createOutputLog();
  log.append('one\n');
  createOutputLog(log.buffer).append('two');
  expect(log.read()).toMatchObject({ head: 'one\ntwo', lines: 2, bytes: 7 });
});

test.each([
  ['one text', 1],
  ['many texts', 100_000],
])('of 5 MB in %s the beginning and the end are kept, in whole lines', (_, parts) => {
  const log = createOutputLog();
  const lines = Array.from({ length: 100_000 }, (__, i) => `${i} ${'\u00fc'.repeat(25)}\n`);
  const perPart = lines.length / parts;
  for (let i = 0; i < parts; i++) log.append(lines.slice(i * perPart, (i + 1) * perPart).join(''));
  const printed = log.read();
  if (printed === undefined) throw new Error('nothing was kept');
  const { head, tail, omittedBytes, bytes } = printed;
  const all = lines.join('');
  expect([all.startsWith(head), all.endsWith(tail)]).toEqual([true, true]);
  expect([head.endsWith('\n'), tail.startsWith(lines.at(-tail.split('\n').length + 1) ?? '?')]).toEqual([true, true]);
  expect(bytes).toBe(Buffer.byteLength(all));
  expect(omittedBytes).toBe(bytes - Buffer.byteLength(head) - Buffer.byteLength(tail));
  expect(printed.lines).toBe(100_000);
  expect(bytes - omittedBytes).toBeGreaterThan(most - 200);
});

test('a cut in a line without an end falls between characters', () => {
  const log = createOutputLog();
  log.append(`a${'\u{1f600}'.repeat(100_000)}`);
  const { head = '', tail = '' } = log.read() ?? {};
  expect(head).toMatch(/^a\u{1f600}+$/u);
  expect(tail).toMatch(/^\u{1f600}+$/u);
});

test('however it is printed, kept and left-out bytes add up', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ unit: fc.constantFrom('a', '\n', 'b\n', '\u00e9', '\u{1f600}'), times: fc.nat(30_000) }), {
        maxLength: 12,
      }),
      (chunks) => {
        const log = createOutputLog();
        const all = chunks.map(({ unit, times }) => unit.repeat(times));
        for (const text of all) log.append(text);
        const { head = '', tail = '', omittedBytes = 0, bytes = 0 } = log.read() ?? {};
        const text = all.join('');
        expect(bytes).toBe(Buffer.byteLength(text));
        expect(Buffer.byteLength(head) + Buffer.byteLength(tail) + omittedBytes).toBe(bytes);
        expect(text.startsWith(head) && text.endsWith(tail)).toBe(true);
      },
    ),
    { numRuns: 50 },
  );
});
