import { expect, test } from 'vitest';
import type { SweepSummary } from '../../records/records.ts';
import type { ListedBlob } from './blob-folder.ts';
import { findGarbage } from './find-garbage.ts';

const now = 10_000_000;
const blob = (name: string, ageMs: number): ListedBlob => ({ sha256: name, bytes: 1, writtenAt: now - ageMs });
const blobs = [blob('needed', 9_000_000), blob('final', 9_000_000), blob('old', 4_000_000), blob('young', 1000)];

async function namesOf(
  status: SweepSummary['status'],
  listed: readonly ListedBlob[] = blobs,
): Promise<readonly [string[], number, readonly string[]]> {
  const reader = {
    listSweeps: () => [{ status } as SweepSummary],
    listBlobs: () => new Set(['needed', 'final', 'stale']),
    listFinalStates: () => ['final', 'stale'].map((name) => ({ key: `trial ${name}`, sha256: name })),
  };
  const garbage = await findGarbage(reader, { list: async () => [...listed] }, now, (key) => key !== 'trial stale');
  return [garbage.blobs.map(({ sha256 }) => sha256), garbage.young, garbage.staleKeys];
}

test('blobs without a row are garbage, unless a running sweep may be about to write their rows', async () => {
  expect(await namesOf('interrupted')).toEqual([['old', 'young'], 0, ['trial stale']]);
  expect(await namesOf('finished')).toEqual([['old', 'young'], 0, ['trial stale']]);
  expect(await namesOf('running')).toEqual([['old'], 1, ['trial stale']]);
});

test('the final state of a trial whose weights are gone is garbage', async () => {
  expect(await namesOf('finished', [blob('final', 1), blob('stale', 1)])).toEqual([['stale'], 0, ['trial stale']]);
});
