// Stores that show every state of the pages. Needs TypeScript sources: see ../screenshots.mjs for how it is run.
import path from 'node:path';
import { seedDemoLayers, seedDemoStore } from '@sweepdeck/runner/demo-store';
import { openSqliteStore, openWithTrials } from '@sweepdeck/runner/store';

/** Larger than any process id. */
const deadProcess = 2 ** 30;

/** @typedef {import('@sweepdeck/runner/store').Store} Store */
/** @typedef {import('@sweepdeck/runner/records').TrialRecord} TrialRecord */

/**
 * A finished sweep whose objectives are given; one that is null diverged.
 * @param {Store} store
 * @param {TrialRecord} template for what the sweep leaves alone
 * @param {{ name: string, losses: string[], optimizers: string[], rates: number[], repeats: number, diverged?: string }} plan
 * @param {(place: number, repeat: number) => number | null} objectiveOf
 */
function addSweep(store, template, plan, objectiveOf) {
  const { name, losses, optimizers, rates, repeats, diverged = 'worst' } = plan;
  const cells = losses.flatMap((loss) =>
    optimizers.flatMap((optimizer) => rates.map((rate) => ({ loss, optimizer, learning_rate: rate }))),
  );
  const trials = cells.flatMap((parameters, place) =>
    Array.from({ length: repeats }, (_, repeat) => ({
      key: `${name}/${place}/${repeat}`,
      cell: `${name}/${place}`,
      repeat,
      config: { ...template.config, learning_rate: parameters.learning_rate, seed: repeat },
      parameters,
    })),
  );
  const sweep = openWithTrials(
    store,
    {
      name,
      specHash: name,
      spec: { name, diverged },
      source: `# A demo: its numbers are invented.\nname: ${name}\n`,
      objective: { name: 'validation.accuracy', goal: 'maximize' },
      axes: [
        { path: 'loss', values: losses },
        { path: 'optimizer', values: optimizers },
        { path: 'learning_rate', values: rates },
      ],
      repeats,
      engine: 'wasm',
      trials,
    },
    { isFresh: true, workers: 2, processId: process.pid },
  );
  for (const trial of store.listTrials(sweep.id)) {
    const objective = objectiveOf(Math.floor(trial.position / repeats), trial.repeat);
    const attempt = store.startAttempt(trial.id, { worker: 0, environment: { demo: true, engine: 'wasm' } });
    for (const epoch of [1, 2, 3])
      store.appendEpoch(attempt.id, epoch, { 'validation.accuracy': (objective ?? 0.1) * (1 - 0.3 ** epoch) });
    const shared = { seconds: 4.2, bestEpoch: objective === null ? null : 3 };
    store.endAttempt(
      attempt.id,
      objective === null
        ? {
            status: 'diverged',
            result: {
              ...shared,
              objective: Number.NaN,
              metrics: {},
              divergedAt: { epoch: 3, step: 90, quantity: 'loss', value: 'nan' },
            },
          }
        : {
            status: 'finished',
            result: { ...shared, objective, metrics: { 'test.accuracy': objective - 0.01 }, divergedAt: null },
          },
    );
  }
  store.closeSweep(sweep.id, 'finished');
  return sweep;
}

/**
 * @param {string} folder
 * @returns the folders of the stores, the pages to see in each, and what gives the stores back
 */
export function makeShownStores(folder) {
  const [full, interrupted] = ['full', 'interrupted'].map((name) => path.join(folder, name));
  const store = openSqliteStore(full ?? '');
  const demo = seedDemoStore(store);
  const layers = seedDemoLayers(store);
  const [template] = store.listTrials(demo.finished.id);
  if (template === undefined) throw new Error('the demo has no trial');
  const one = addSweep(
    store,
    template,
    { name: 'demo-one-trial', losses: ['mse'], optimizers: ['adam'], rates: [0.01], repeats: 1 },
    () => 0.91,
  );
  const large = addSweep(
    store,
    template,
    {
      name: 'demo-large-grid-with-a-name-that-does-not-fit-on-one-line-of-a-phone',
      losses: ['cross-entropy', 'focal', 'hinge', 'label-smoothing', 'mae', 'mse', 'poly-1', 'squared-hinge', 'taylor'],
      optimizers: ['adagrad', 'adam', 'momentum', 'rmsprop', 'sgd'],
      rates: [0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3],
      repeats: 1,
    },
    (place) => (place % 8 > 6 ? null : 0.4 + 0.5 * Math.abs(Math.sin(place * 0.7))),
  );
  const leftOut = addSweep(
    store,
    template,
    {
      name: 'demo-left-out',
      losses: ['mse', 'hinge'],
      optimizers: ['adam'],
      rates: [0.01, 0.1],
      repeats: 3,
      diverged: 'leave-out',
    },
    (place, repeat) => (place === 1 && repeat === 1 ? null : 0.9 + place * 0.02 + repeat * 0.001),
  );
  // Without heartbeats, the running sweep would soon count as interrupted.
  const heart = setInterval(() => store.heartbeat(demo.running.id), 2000);
  const dead = openSqliteStore(interrupted ?? '');
  const lost = seedDemoStore(dead, { processId: deadProcess });
  dead.close();

  /** @type {(sweepId: number, status: string) => string} */
  const trialWith = (sweepId, status) => {
    const trial = store.listTrials(sweepId).find((each) => each.status === status);
    if (trial === undefined) throw new Error(`sweep ${sweepId} has no ${status} trial`);
    return `/trials/${trial.id}?sweep=${sweepId}`;
  };
  const ticks = store.listTrials(demo.finished.id).flatMap(({ id, repeat }) => (repeat === 0 ? [id] : []));
  return {
    close: () => {
      clearInterval(heart);
      store.close();
    },
    stores: {
      full: {
        directory: full ?? '',
        pages: {
          sweeps: '/',
          finished: `/sweeps/${demo.finished.id}`,
          ticked: `/sweeps/${demo.finished.id}?cells=${ticks.slice(0, 20).join(',')}&in.optimizer=adam`,
          'one-trial': `/sweeps/${one.id}`,
          large: `/sweeps/${large.id}`,
          'left-out': `/sweeps/${leftOut.id}`,
          layers: `/sweeps/${layers.id}`,
          paused: `/sweeps/${demo.paused.id}`,
          running: `/sweeps/${demo.running.id}`,
          'trial-finished': trialWith(demo.finished.id, 'finished'),
          'trial-diverged': trialWith(demo.finished.id, 'diverged'),
          'trial-failed': trialWith(demo.paused.id, 'failed'),
          'trial-running': trialWith(demo.running.id, 'running'),
          'trial-pending': trialWith(demo.paused.id, 'pending'),
          'trial-stopped-early': trialWith(layers.id, 'finished'),
          'range-tests': '/range-tests?test=2',
          'not-found': '/nothing/here',
          'no-sweep': '/sweeps/999',
          'no-trial': '/trials/999999',
          gallery: '/gallery/',
        },
      },
      interrupted: { directory: interrupted ?? '', pages: { interrupted: `/sweeps/${lost.running.id}` } },
      empty: { directory: path.join(folder, 'empty'), pages: { empty: '/', 'range-tests-empty': '/range-tests' } },
    },
  };
}
