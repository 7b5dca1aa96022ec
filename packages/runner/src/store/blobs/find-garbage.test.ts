import { expect, test } from 'vitest';
import type { SweepSummary } from '../../records/records.ts';
import type { ListedBlob } from './blob-folder.ts';
import { findGarbage } from './find-garbage.ts';

const now = 10_000_000;
const blob = (name: string, ageMs: number): ListedBlob => ({ sha256: name, bytes: 1, writtenAt: now - ageMs });
const blobs = [blob('needed', 9_000_000), blob('old', 4_000_000), blob('young', 1000)];

async function namesOf(status: SweepSummary['status']): Promise<readonly [string[], number]> {
  const reader = {
    listSweeps: () => [{ status } as SweepSummary],
    listBlobs: () => new Set(['needed']),
  };
  const garbage = await findGarbage(reader, { list: async () => blobs }, now);
  return [garbage.blobs.map(({ sha256 }) => sha256), garbage.young];
}

test('blobs without a row are garbage, unless a running sweep may be about to write their rows', async () => {
  expect(await namesOf('interrupted')).toEqual([['old', 'young'], 0]);
  expect(await namesOf('finished')).toEqual([['old', 'young'], 0]);
  expect(await namesOf('running')).toEqual([['old'], 1]);
});
