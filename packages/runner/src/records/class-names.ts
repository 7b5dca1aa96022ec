import { z } from 'zod';
import type { JsonValue } from './records.ts';

const withClassNames = z.object({ dataset: z.object({ class_names: z.array(z.string()) }) });

/** Names of the dataset's classes by index, as an attempt's environment holds them; undefined when it does not. */
export function classNamesOf(environment: JsonValue | undefined): readonly string[] | undefined {
  const parsed = withClassNames.safeParse(environment);
  return parsed.success ? parsed.data.dataset.class_names : undefined;
}
