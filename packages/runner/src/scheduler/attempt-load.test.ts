import { expect, test } from 'vitest';
import { goodRun, playing, startSweep } from '../../test/fixtures/scripted-sweep.ts';
import { createLoadSampler } from '../environment/load-sampler.ts';
import { openMemoryStore } from '../store/open-store.ts';

test('each attempt is stored with the load of the machine while it ran', async () => {
  const store = openMemoryStore();
  let busy = 0;
  const load = createLoadSampler(() => ({ processorShare: (busy += 0.125), usedMemoryMib: 100, rssMib: 10 }));
  const { outcome } = startSweep(
    store,
    playing(() => ({ events: goodRun })),
    { load },
    ({ type }) => {
      if (type === 'trial-started') load.sample();
    },
  );
  await outcome;
  const shares = store.listTrials(1).map(({ id }) => store.listAttempts(id)[0]?.load?.processorShare);
  expect(shares).toEqual([0.125, 0.25, 0.375, 0.5].map((share) => ({ mean: share, peak: share })));
  store.close();
});
