import { describeComparison, describeDifference, type VerificationRecord } from '../../records/verification.ts';
import type { CommandContext } from '../command/command.ts';
import { formatTime } from '../terminal/format-time.ts';

/** Prints when a trial was trained again, how it was compared, and where it differed. */
export function formatVerifications(
  verifications: readonly VerificationRecord[],
  { style }: Pick<CommandContext, 'style'>,
): string {
  const lines = verifications.map((verification) => {
    const { outcome, createdAt, environment, firstDifference } = verification;
    const { numerics_version: numerics = 'unknown', sweepdeck = 'unknown' } = environment;
    const word = (outcome === 'reproduced' ? style.green : style.red)(outcome);
    const versions = style.dim(`  numerics ${numerics}, Sweepdeck ${sweepdeck}`);
    const where = firstDifference === null ? '' : `\n  ${describeDifference(firstDifference)}`;
    return `${formatTime(createdAt)}  ${word} ${describeComparison(verification)}\n${versions}${where}`;
  });
  return lines.join('\n');
}
