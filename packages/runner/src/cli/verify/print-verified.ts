import { countOf, formatDuration } from '@sweepdeck/core/words';
import { describeDifference } from '../../records/verification.ts';
import type { CommandContext } from '../command/command.ts';
import { formatTable, type TableColumn, type TableRow } from '../terminal/table.ts';
import type { VerifiedTrial, VerifyResult } from './verified.ts';

/** Prints which trials were reproduced, and where each other one differs first. */
export function formatVerified(result: VerifyResult, { style, columns }: CommandContext): string {
  const { trials, selected, engine, numericsVersion, isStopped } = result;
  const paints = { reproduced: style.green, differs: style.red, failed: style.red };
  const rows = trials.map((trial): TableRow => [
    { text: `t${trial.trialId}`, paint: style.cyan },
    trial.label,
    { text: trial.outcome, paint: paints[trial.outcome] },
    formatDuration(trial.seconds),
  ]);
  const titles: readonly TableColumn[] = [
    { title: 'trial' },
    { title: 'settings', minWidth: 8 },
    { title: 'outcome' },
    { title: 'time', align: 'right' },
  ];
  const reproduced = trials.filter(({ outcome }) => outcome === 'reproduced').length;
  const others = trials.filter(({ outcome }) => outcome !== 'reproduced');
  return [
    ...(trials.length === 0 ? [] : [formatTable(titles, rows, { columns, paintTitle: style.dim }), '']),
    ...others.map((trial) => `t${trial.trialId}: ${whyNot(trial)}`),
    `${reproduced} of ${countOf(selected, 'trial')} reproduced on ${engine}, numerics ${numericsVersion}.`,
    ...toleranceLines(result),
    ...(isStopped ? [`Stopped: ${countOf(selected - trials.length, 'trial')} not verified.`] : []),
  ].join('\n');
}

function whyNot({ error, firstDifference }: VerifiedTrial): string {
  if (firstDifference !== null) return describeDifference(firstDifference);
  return `${error?.message ?? 'unknown error'}${error?.hint === undefined ? '' : ` ${error.hint}`}`;
}

/** Says why and how trials were not compared bit for bit. */
function toleranceLines({ trials, tolerance, numericsVersion }: VerifyResult): string[] {
  const within = trials.filter(({ comparison }) => comparison === 'tolerance');
  if (within.length === 0) return [];
  const trainedOn = [...new Set(within.map((trial) => trial.trainedOn ?? 'an unknown version'))].join(', ');
  const [share, relative] = [tolerance.share, 100 * tolerance.relative];
  return [
    `Trained with numerics ${trainedOn} and not ${numericsVersion}, so compared within a tolerance: shares within ${share}, other metrics within ${relative} %.`,
  ];
}
