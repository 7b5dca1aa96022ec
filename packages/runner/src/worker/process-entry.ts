import { measureTrial } from './measure-trial.ts';
import { runTrial } from './run-trial.ts';
import { serveProcess } from './serve-process.ts';

/** A process that is spent says so, and its parent ends it. */
const end = (): void => undefined;

serveProcess({
  runTrial: (task, signal, post) => runTrial(task, signal, { post, end }),
  measure: (request, post) => measureTrial(request, { post, end }),
});
