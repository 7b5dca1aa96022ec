import { expect, test } from 'vitest';
import { isTensorflowNotice } from './log-notice.ts';

test.each([
  'WARNING: All log messages before absl::InitializeLog() is called are written to STDERR',
  'I0000 00:00:1795701286.706813    1187 port.cc:153] oneDNN custom operations are on. You may see round-off errors.',
])('%s is a notice', (line) => {
  expect(isTensorflowNotice(line)).toBe(true);
});

test.each([
  '',
  'E0000 00:00:1795701286.706813    1187 cuda_dnn.cc:8310] Unable to register cuDNN factory',
  'W0000 00:00:1795701286.706813    1187 gpu_device.cc:2344] Cannot dlopen some GPU libraries',
  'In my loss: I0000',
  'TypeError: port.cc is not a function',
])('"%s" is none', (line) => {
  expect(isTensorflowNotice(line)).toBe(false);
});
