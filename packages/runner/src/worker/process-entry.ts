import { measureTrial, runTrial } from './run-trial.ts';
import { serveProcess } from './serve-process.ts';

serveProcess({ runTrial, measure: measureTrial });
