import { expect, test } from 'vitest';
import { philox4x32 } from './philox.ts';

// Known answers of Philox4x32-10 from the paper's reference library (Random123): counter, key, output.
test.each([
  ['00000000 00000000 00000000 00000000', '00000000 00000000', '6627e8d5 e169c58d bc57ac4c 9b00dbd8'],
  ['ffffffff ffffffff ffffffff ffffffff', 'ffffffff ffffffff', '408f276d 41c83b0e a20bc7c6 6d5451fd'],
  ['243f6a88 85a308d3 13198a2e 03707344', 'a4093822 299f31d0', 'd16cfe09 94fdcceb 5001e420 24126ea1'],
])('counter %s and key %s give %s', (counter, key, expected) => {
  const [c0 = 0, c1 = 0, c2 = 0, c3 = 0] = words(counter);
  const [k0 = 0, k1 = 0] = words(key);
  const output = new Uint32Array(4);
  philox4x32([c0, c1, c2, c3], [k0, k1], output);
  expect([...output]).toEqual(words(expected));
});

function words(text: string): number[] {
  return text.split(' ').map((word) => Number.parseInt(word, 16));
}
