import { killsBeforeAlone } from '../records/killed-runs.ts';
import type { TrialRecord } from '../records/records.ts';
import type { Store } from '../store/store.ts';
import { countKills } from './count-kills.ts';
import type { Patiently } from './patience.ts';

/** Trials that may be to blame for the end of earlier runs, and so run alone. */
export interface Suspects {
  /** Reads how often the run was killed while the trial trained, and tells whether it must run alone. */
  look(trial: TrialRecord): Promise<boolean>;
  /** Returns the number of kills when the trial was last looked at; undefined for a trial that is no suspect. */
  killsOf(trial: TrialRecord): number | undefined;
}

export function createSuspects(store: Pick<Store, 'getKills' | 'listAttempts'>, patiently: Patiently): Suspects {
  const kills = new Map<number, number>();
  return {
    async look(trial) {
      const count = await patiently(() => countKills(store, trial));
      if (count < killsBeforeAlone) kills.delete(trial.id);
      else kills.set(trial.id, count);
      return count >= killsBeforeAlone;
    },
    killsOf: ({ id }) => kills.get(id),
  };
}
