import { measureTrial, runTrial } from './run-trial.ts';
import { serveProcess } from './serve-process.ts';

serveProcess({
  // A process that is spent says so, and its parent ends it.
  runTrial: (task, signal, post) => runTrial(task, signal, { post, end: () => undefined }),
  measure: measureTrial,
});
