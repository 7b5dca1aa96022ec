import { z } from 'zod';

/** What the catalog says of an option beside its description. */
export interface OptionNotes {
  /** Paper, documentation or specification. */
  readonly source?: string;
  /** A value to try, where there is no default or the default does nothing. */
  readonly example?: number | string;
  /**
   * The value at which an optional option does the same as left out. Both are one configuration, with one key, so that an
   * option that comes later as an optional one with such a value retrains nothing.
   */
  readonly neutral?: number | string;
}

/** Notes on the schemas of options. A schema made of another one does not take its notes over, so register them last. */
export const optionNotes: z.core.$ZodRegistry<OptionNotes> = z.registry<OptionNotes>();
