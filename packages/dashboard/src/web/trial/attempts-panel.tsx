import { formatDuration } from '@sweepdeck/core/words';
import { describeLoad } from '@sweepdeck/runner/records';
import type { Attempt } from '../../contract/index.ts';
import { nothing } from '../words/numbers.ts';
import { formatTime } from '../words/times.ts';
import { StatusBadge } from '../widgets/status-badge.tsx';
import { flatten } from './configuration-panel.tsx';
import { ValueLines } from './value-lines.tsx';
import { TableBox } from '../tables/table-box.tsx';

/** The attempts at the trial, and the environment of the last one. */
export function AttemptsPanel({ attempts }: { readonly attempts: readonly Attempt[] }) {
  const last = attempts.at(-1);
  return (
    <section class="panel" aria-labelledby="attempts-title">
      <div class="panel-head">
        <h2 id="attempts-title">Attempts and environment</h2>
      </div>
      {last === undefined ? (
        <p class="muted">Not started yet.</p>
      ) : (
        <>
          <TableBox label="Attempts">
            <table class="table" data-testid="attempts">
              <thead>
                <tr>
                  <th scope="col">Attempt</th>
                  <th scope="col">Status</th>
                  <th scope="col">Started</th>
                  <th scope="col" class="number">
                    Time
                  </th>
                  <th scope="col" class="number">
                    Worker
                  </th>
                </tr>
              </thead>
              <tbody>
                {attempts.map((attempt, index) => (
                  <AttemptLine key={attempt.id} attempt={attempt} place={index + 1} />
                ))}
              </tbody>
            </table>
          </TableBox>
          <table class="table pairs">
            <tbody>
              {flatten(last.environment)
                // Shown at the top of the page.
                .filter(([path]) => path !== 'dataset.notes')
                .map(([path, value]) => (
                  <tr key={path}>
                    <th scope="row">{path}</th>
                    <td>
                      <ValueLines path={path} value={value} />
                    </td>
                  </tr>
                ))}
              {last.load === null ? null : (
                <tr>
                  <th scope="row">load</th>
                  <td>
                    {Object.entries(describeLoad(last.load))
                      .map(([part, use]) => `${part} ${use}`)
                      .join(', ')}
                  </td>
                </tr>
              )}
            </tbody>
          </table>
        </>
      )}
    </section>
  );
}

function startText({ step, trialId }: NonNullable<Attempt['from']>): string {
  return trialId === null ? `from step ${step}` : `from step ${step} of t${trialId}`;
}

function AttemptLine({ attempt, place }: { readonly attempt: Attempt; readonly place: number }) {
  const { status, worker, startedAt, from, error, failureKind } = attempt;
  return (
    <>
      <tr class={error === null ? undefined : 'has-remark'}>
        <th scope="row">{place}</th>
        <td>
          <StatusBadge status={status} />
        </td>
        <td>
          {formatTime(startedAt)}
          {from === null ? null : <span class="muted"> {startText(from)}</span>}
        </td>
        <td class="number">
          <AttemptTime attempt={attempt} />
        </td>
        <td class="number">{worker}</td>
      </tr>
      {error === null ? null : (
        <tr>
          <td class="remark" colSpan={5}>
            <span>
              {failureKind === null ? '' : `${failureKind} · `}
              {error.code}: {error.message}
            </span>
          </td>
        </tr>
      )}
    </>
  );
}

function AttemptTime({ attempt: { status, seconds } }: { readonly attempt: Attempt }) {
  if (seconds !== null) return formatDuration(seconds);
  if (status === 'running') return nothing;
  return <span title="Its process was killed, or an earlier version of Sweepdeck ran it.">unknown</span>;
}
