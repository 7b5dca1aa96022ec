import { ownFilesOf } from '@sweepdeck/core/modules';
import { countOf } from '@sweepdeck/core/words';
import type { TrialRecord } from '../records/records.ts';
import type { SweepView } from './sweep-progress.ts';

/** Named in one line. */
const mostNamed = 3;

/** For the first trial that prints: who does, and where it is. What others print is told when the sweep ends. */
export function describeFirstPrinted({ id, config }: TrialRecord): string {
  const files = ownFilesOf(config).map((path) => path.split(/[/\\]/).at(-1) ?? path);
  const who = files.length === 0 ? '' : ` (${files.join(', ')})`;
  return `t${id}${who} prints. What trials print is kept with them: \`runner show t${id}\``;
}

/** `3 trials printed output: `runner show t1`, t4 and t9`; undefined when none did. */
export function describeAllPrinted({ printed }: Pick<SweepView, 'printed'>): string | undefined {
  const [first, ...others] = printed;
  if (first === undefined) return undefined;
  const named = others.slice(0, mostNamed - 1).map((id) => `t${id}`);
  const left = others.length - named.length;
  const rest = [...named, ...(left > 0 ? [`${left} more`] : [])];
  const last = rest.length === 0 ? '' : ` (also ${rest.join(', ')})`;
  return `${countOf(printed.length, 'trial')} printed output: \`runner show t${first}\`${last}`;
}
