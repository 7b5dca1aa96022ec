import { ownFilesOf } from '@sweepdeck/core/modules';
import { countOf } from '@sweepdeck/core/words';
import type { TrialRecord } from '../records/records.ts';
import type { SweepView } from './sweep-progress.ts';

/** At most this many trials are named in one line. */
const mostNamed = 3;

/**
 * Announces the first trial that prints and where to read its output. Output of other trials is announced when the
 * sweep ends.
 */
export function describeFirstPrinted({ id, config }: TrialRecord): string {
  const files = ownFilesOf(config).map((path) => path.split(/[/\\]/).at(-1) ?? path);
  const who = files.length === 0 ? '' : ` (${files.join(', ')})`;
  return `t${id}${who} printed output. The output of trials is stored: \`runner show t${id}\``;
}

/**
 * Lists the trials with output: `3 trials printed output: `runner show t1`, t4 and t9`. Undefined when there is none.
 */
export function describeAllPrinted({ printed }: Pick<SweepView, 'printed'>): string | undefined {
  const [first, ...others] = printed;
  if (first === undefined) return undefined;
  const named = others.slice(0, mostNamed - 1).map((id) => `t${id}`);
  const left = others.length - named.length;
  const rest = [...named, ...(left > 0 ? [`${left} more`] : [])];
  const last = rest.length === 0 ? '' : ` (also ${rest.join(', ')})`;
  return `${countOf(printed.length, 'trial')} printed output: \`runner show t${first}\`${last}`;
}
