import type { Reporter, SweepEvent } from '../events/sweep-event.ts';
import { stringifyNamed } from '../records/non-finite-json.ts';
import type { SweepRecord, TrialRecord } from '../records/records.ts';
import type { ReporterTerminal } from './reporter-terminal.ts';

/**
 * Writes each event as a line of JSON with its `type` and `at` (milliseconds since the Unix epoch), for programs.
 * Non-finite numbers are the strings "NaN", "Infinity" and "-Infinity".
 */
export function createJsonReporter({ write, clock }: Pick<ReporterTerminal, 'write' | 'clock'>): Reporter {
  return {
    handle(event) {
      const { type, ...fields } = toLine(event);
      write(`${stringifyNamed({ type, at: clock(), ...fields })}\n`);
    },
    close: () => undefined,
  };
}

/** Drops the parts of an event that every line would repeat: whole specs and configurations. */
function toLine(event: SweepEvent): { readonly type: SweepEvent['type']; readonly [field: string]: unknown } {
  switch (event.type) {
    case 'sweep-started':
      return { ...event, sweep: sweepFields(event.sweep), trials: event.trials.map(trialFields) };
    case 'sweep-ended': {
      const { counts, bestObjective } = event.sweep;
      return { ...event, sweep: { ...sweepFields(event.sweep), counts, bestObjective } };
    }
    case 'drain-started':
    case 'store-locked':
    case 'store-free':
    case 'memory-short':
    case 'sweep-gives-up':
    case 'control-answered':
      return event;
    case 'trial-placed':
    case 'trial-started':
    case 'trial-done-elsewhere':
      return { ...event, trial: trialFields(event.trial) };
    default:
      return { ...event, trial: { id: event.trial.id, position: event.trial.position, repeat: event.trial.repeat } };
  }
}

function sweepFields({ id, name, objective, axes, repeats, engine, chosenEngine, status }: SweepRecord): object {
  return { id, name, objective, axes, repeats, engine, chosenEngine, status };
}

function trialFields({ id, key, cell, position, repeat, config, parameters, status, isReused }: TrialRecord): object {
  const fold = config.fold === undefined ? {} : { fold: config.fold };
  return { id, key, cell, position, repeat, ...fold, parameters, status, isReused };
}
