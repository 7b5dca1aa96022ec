import type { SweepSummary } from '../../records/records.ts';
import type { EndStatus } from '../../records/statuses.ts';
import { stringifyNamed } from '../../records/non-finite-json.ts';
import type { CommandContext } from '../command/command.ts';
import { usageError } from '../command/usage-error.ts';
import { formatMetric } from '../terminal/format-number.ts';

/** Who is told that a sweep has ended: the person at the terminal, or a server. */
export type NotifyTarget = { readonly type: 'bell' } | { readonly type: 'url'; readonly url: URL };

/** How a run of a sweep ended. */
export interface SweepEnding {
  readonly sweep: Pick<SweepSummary, 'id' | 'name' | 'counts' | 'objective' | 'bestObjective'>;
  readonly status: EndStatus;
  readonly seconds: number;
}

/** A paused sweep ends soon, because somebody waits for the terminal or stops the machine. */
const timeoutsMs: Readonly<Record<EndStatus, number>> = { finished: 10_000, failed: 10_000, paused: 2000 };

/**
 * Parses the value of `--notify`.
 * @throws SweepdeckError `usage`
 */
export function parseNotifyTarget(text: string): NotifyTarget {
  if (text === 'bell') return { type: 'bell' };
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const hint = 'Write --notify bell, or the address of a server, as in --notify https://example.org/hook.';
  if (url === undefined || !['http:', 'https:'].includes(url.protocol))
    throw usageError(`--notify is ${JSON.stringify(text)}, but must be bell or a URL of http or https.`, hint);
  if (url.username !== '' || url.password !== '')
    throw usageError('--notify has a user name or a password in its URL, which cannot be sent.', hint);
  return { type: 'url', url };
}

/** Tells that a sweep has ended. A failure is printed, and changes nothing else. */
export async function notify(
  target: NotifyTarget,
  ending: SweepEnding,
  { stderr }: Pick<CommandContext, 'stderr'>,
  timeoutMs: number = timeoutsMs[ending.status],
): Promise<void> {
  if (target.type === 'bell') {
    if (stderr.isTTY) stderr.write('\u0007');
    return;
  }
  const problem = await post(target.url, stringifyNamed(toMessage(ending)), timeoutMs);
  // The rest of the URL may be a secret.
  if (problem !== undefined) stderr.write(`Note: the notification to ${target.url.origin} failed: ${problem}.\n`);
}

/** The body that is sent. Chat services show its `text`. */
function toMessage({ sweep, status, seconds }: SweepEnding): object {
  const { id, name, counts, objective, bestObjective } = sweep;
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const best = bestObjective === null ? '' : `, best ${objective.name} ${formatMetric(bestObjective)}`;
  return {
    text: `Sweep ${name} (s${id}) ${status}: ${counts.finished + counts.diverged} of ${total} trials have a result${best}`,
    sweep: { id, name },
    status,
    seconds,
    counts,
    objective,
    bestObjective,
  };
}

/** Returns why the message did not arrive; undefined if it did. */
async function post(url: URL, body: string, timeoutMs: number): Promise<string | undefined> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
      // A redirected POST would arrive as a GET, without the message.
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    await response.body?.cancel();
    return response.ok ? undefined : `it answered with status ${response.status}`;
  } catch (error) {
    if (error instanceof Error && error.name === 'TimeoutError') return `no answer within ${timeoutMs / 1000} s`;
    const cause: unknown = error instanceof Error ? (error.cause ?? error) : error;
    const text = cause instanceof Error ? cause.message : String(cause);
    return text === '' && cause instanceof Error && 'code' in cause ? String(cause.code) : text;
  }
}
