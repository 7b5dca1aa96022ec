import { PassThrough, Writable } from 'node:stream';
import { expect, test } from 'vitest';
import { followOutput } from './follow-output.ts';

const errorOf = (code: string): Error => Object.assign(new Error(`${code}: write`), { code });

test.each(['EPIPE', 'EIO', 'ERR_STREAM_DESTROYED'])('a reader that closed its end is no error: %s', (code) => {
  const stream = new PassThrough();
  const output = followOutput([stream]);
  expect(() => stream.emit('error', errorOf(code))).not.toThrow();
  expect(output.lost()).toBeUndefined();
});

test('a full disk is told, the first time that it was met', () => {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const output = followOutput([stdout, stderr]);
  stdout.emit('error', errorOf('EPIPE'));
  stderr.emit('error', errorOf('ENOSPC'));
  stdout.emit('error', errorOf('EDQUOT'));
  expect(output.lost()).toMatchObject({
    code: 'output-not-written',
    message: 'Some output could not be written: ENOSPC: write.',
  });
});

test('settled waits for what is still being written', async () => {
  const stream = new Writable({
    write: (_chunk, _encoding, answer) => void setImmediate(answer, errorOf('ENOSPC')),
  });
  const output = followOutput([stream]);
  stream.write('a line');
  expect(output.lost()).toBeUndefined();
  await output.settled();
  expect(output.lost()).toMatchObject({ code: 'output-not-written' });
});
