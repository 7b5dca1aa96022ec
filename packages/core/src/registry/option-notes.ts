import { z } from 'zod';

/** Notes on an option for the catalog, besides its description. */
export interface OptionNotes {
  /** Paper, documentation or specification. */
  readonly source?: string;
  /** A value to try, if there is no default or the default has no effect. */
  readonly example?: number | string;
  /**
   * The value that has the same effect as omitting an optional option. Both are one configuration with one key, so an
   * option that is added later with such a value retrains nothing.
   */
  readonly neutral?: number | string;
}

/** Notes on the schemas of options. A derived schema does not inherit the notes, so register them last. */
export const optionNotes: z.core.$ZodRegistry<OptionNotes> = z.registry<OptionNotes>();
