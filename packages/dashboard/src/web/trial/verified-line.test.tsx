import { render } from 'preact';
import { expect, test } from 'vitest';
import type { Verification } from '../../contract/index.ts';
import { VerifiedLine } from './verified-line.tsx';

const reproduced: Verification = {
  outcome: 'reproduced',
  comparison: 'bits',
  engine: 'wasm',
  difference: null,
  at: 0,
};

function textOf(verifications: readonly Verification[]): string | null {
  const root = document.createElement('div');
  render(<VerifiedLine verifications={verifications} />, root);
  return root.textContent;
}

test('the last verification of a trial stands in one line', () => {
  const difference = 'validation.nll at epoch 2 is 0.3 now; the stored value is 0.25';
  const differs: Verification = { outcome: 'differs', comparison: 'tolerance', engine: 'cpu', difference, at: 1000 };
  expect(textOf([])).toBe('');
  expect(textOf([differs, reproduced])).toBe('Reproduced bit for bit on wasm · 1970-01-01 00:00:00 UTC');
  expect(textOf([reproduced, differs])).toBe(
    `Not reproduced within the tolerance on cpu: ${difference} · 1970-01-01 00:00:01 UTC`,
  );
});
