import express, { type Express } from 'express';
import { SweepdeckError } from '@sweepdeck/core/errors';
import type { StoreReader } from '@sweepdeck/runner/store';
import { livePath, routes } from '../contract/index.ts';
import { answerRoute } from './answer-route.ts';
import { guardHost } from './guard-host.ts';
import type { LiveFeed } from './live-feed.ts';
import { getCurves } from './routes/get-curves.ts';
import { getOutput } from './routes/get-output.ts';
import { getRangeTest } from './routes/get-range-test.ts';
import { getSweep } from './routes/get-sweep.ts';
import { getTrial } from './routes/get-trial.ts';
import { listRangeTests } from './routes/list-range-tests.ts';
import { listSweeps } from './routes/list-sweeps.ts';
import { listTrials } from './routes/list-trials.ts';
import { secureHeaders } from './secure-headers.ts';
import { sendErrors } from './send-error.ts';
import type { StoreAccess } from './store-access.ts';
import { serveWebAssets } from './web-assets.ts';

export interface AppParts {
  readonly store: StoreAccess;
  readonly live: LiveFeed;
  readonly host: string;
  readonly log: (line: string) => void;
  /** The name that calls the program here. */
  readonly commandName: string;
  readonly storeDirectory: string;
}

/** Creates the whole HTTP application: the routes of the contract, the live stream and the pages. */
export function createApp({ store, live, host, log, commandName, storeDirectory }: AppParts): Express {
  const app = express();
  app.disable('x-powered-by');
  app.use(secureHeaders, guardHost(host));

  const reader = (): StoreReader => {
    const open = store.read();
    if (open === undefined) throw new SweepdeckError({ code: 'not-found', message: 'There is no sweep yet.' });
    return open;
  };
  answerRoute(app, routes.health, () => ({ status: 'ok' as const, storeExists: store.exists() }));
  answerRoute(app, routes.sweeps, () => listSweeps(store.read()));
  answerRoute(app, routes.sweep, ({ id }) => getSweep(reader(), id));
  answerRoute(app, routes.trials, ({ id }) => listTrials(reader(), id));
  answerRoute(app, routes.curves, ({ id }, { cells, metrics }) => getCurves(reader(), id, cells, metrics));
  answerRoute(app, routes.trial, ({ id }, { sweep }) => getTrial(reader(), id, sweep));
  answerRoute(app, routes.output, ({ id }) => getOutput(reader(), id));
  answerRoute(app, routes.rangeTests, () => listRangeTests(store.read()));
  answerRoute(app, routes.rangeTest, ({ id }) => getRangeTest(reader(), id));
  app.get(livePath, (_request, response) => live.connect(response));
  app.use('/api', (request) => {
    throw new SweepdeckError({
      code: 'not-found',
      message: `no route matches ${request.method} ${request.originalUrl}`,
    });
  });

  serveWebAssets(app, log, { commandName, storeDirectory });
  app.use(sendErrors(commandName));
  return app;
}
