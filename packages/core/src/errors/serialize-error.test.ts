import { expect, test } from 'vitest';
import { deserializeError, serializeError } from './serialize-error.ts';
import { SweepdeckError } from './sweepdeck-error.ts';

test('code, message, hint and stack come through', () => {
  const error = new SweepdeckError({ code: 'model-shape', message: 'does not fit', hint: 'resize' });
  const sent = serializeError(error);
  expect(sent).toEqual({ code: 'model-shape', message: 'does not fit', hint: 'resize', stack: error.stack });
  expect(deserializeError(sent)).toMatchObject({ code: 'model-shape', message: 'does not fit', hint: 'resize' });
});

test('texts of megabytes are clipped, and the message tells its size', () => {
  const long = 'x'.repeat(5_000_000);
  const { message, hint, stack, code } = serializeError(new SweepdeckError({ code: long, message: long, hint: long }));
  expect(message).toBe(`${'x'.repeat(2000)}... (5,000,000 characters in total)`);
  expect(hint).toBe(message);
  expect(code.length).toBeLessThan(200);
  expect(stack?.length).toBeLessThan(10_000);
  expect(serializeError(new Error(long)).message).toBe(message);
  expect(serializeError(long)).toEqual({ code: 'internal', message });
});

test('the code of a module does not stand in the stack', () => {
  const error = new Error('bad');
  error.stack = `Error: bad\n    at loss (data:text/javascript;base64,${'QUJD'.repeat(100_000)}=:3:7)`;
  expect(serializeError(error).stack).toBe('Error: bad\n    at loss (own-module:3:7)');
});

test.each([
  ['undefined', undefined, 'undefined'],
  ['a symbol', Symbol('x'), 'Symbol(x)'],
  ['an object without a prototype', Object.create(null), 'a value that has no text (object)'],
  ['an error with a number as message', Object.assign(new Error('bad'), { message: 3 }), '3'],
  [
    'an object that throws when asked',
    {
      toString(): never {
        throw new Error('no');
      },
    },
    'a value that has no text (object)',
  ],
])('%s is something to throw, too', (_, thrown, message) => {
  expect(serializeError(thrown)).toMatchObject({ code: 'internal', message });
});
