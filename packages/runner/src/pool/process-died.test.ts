import { expect, test } from 'vitest';
import { processDied } from './process-died.ts';

const end = { code: null, signal: null, isOurWish: false, reason: undefined, printed: '' };

test.each([
  ['SIGKILL', { ...end, signal: 'SIGKILL' }],
  ['exit code 137, which a shell makes of it', { ...end, code: 137 }],
] as const)('%s means memory, with what there is even before its trial said what it needs', (_, ended) => {
  expect(processDied(ended)).toMatchObject({
    code: 'worker-killed',
    message: expect.stringMatching(
      /memory runs out; (the machine|this container) has \d+(\.\d)? [MGT]iB for all workers$/,
    ),
    hint: expect.stringContaining('fewer --workers'),
  });
});

test('another signal is a crash, another exit code a death', () => {
  expect(processDied({ ...end, signal: 'SIGSEGV' }).code).toBe('engine-crashed');
  expect(processDied({ ...end, code: 1, printed: 'Error: no\n' })).toMatchObject({
    code: 'worker-died',
    message: 'the worker process exited with code: 1: Error: no',
  });
});
