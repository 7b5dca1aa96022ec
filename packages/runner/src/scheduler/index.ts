export { estimateDuration } from './estimate-duration.ts';
export { runSweep, type RunSweepOptions, type SweepOutcome } from './run-sweep.ts';
export { listenForStopSignals, type StopSignals } from './stop-signals.ts';
