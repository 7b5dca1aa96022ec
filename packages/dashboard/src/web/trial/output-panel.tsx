import { useState } from 'preact/hooks';
import { routes, type Attempt, type PrintedOutput } from '../../contract/index.ts';
import { useRoute } from '../api/use-route.ts';
import { FailureNote, Skeleton } from '../shell/loading.tsx';

interface OutputPanelProps {
  readonly trialId: number;
  readonly attempts: readonly Attempt[];
}

/** The trial's output; requested when the panel is opened. */
export function OutputPanel({ trialId, attempts }: OutputPanelProps) {
  const [isOpen, setIsOpen] = useState(false);
  const lines = attempts.reduce((sum, { printed }) => sum + (printed?.lines ?? 0), 0);
  if (lines === 0) return null;
  return (
    <details class="panel output" data-testid="output" onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary>
        Output <span class="muted">{lines === 1 ? '1 line' : `${lines.toLocaleString('en-US')} lines`} printed</span>
      </summary>
      {isOpen ? <Outputs trialId={trialId} attempts={attempts} /> : null}
    </details>
  );
}

function Outputs({ trialId, attempts }: OutputPanelProps) {
  const { data, failure, retry } = useRoute(
    routes.output,
    { id: trialId },
    {},
    (notice) => notice.type === 'sweep-changed',
  );
  if (data === undefined) {
    return failure === undefined ? <Skeleton lines={4} /> : <FailureNote failure={failure} onRetry={retry} />;
  }
  return (
    <>
      {data.outputs.map((output) => (
        <Output
          key={output.attemptId}
          output={output}
          title={attempts.length < 2 ? undefined : `Attempt ${placeOf(output, attempts)}`}
        />
      ))}
    </>
  );
}

/** Returns the number of the attempt, as in the panel of attempts. */
function placeOf({ attemptId }: PrintedOutput, attempts: readonly Attempt[]): number {
  return attempts.findIndex(({ id }) => id === attemptId) + 1;
}

function Output({ output, title }: { readonly output: PrintedOutput; readonly title: string | undefined }) {
  const { head, tail, omittedBytes } = output;
  return (
    <>
      {title === undefined ? null : <h3>{title}</h3>}
      <pre tabIndex={0} role="region" aria-label={title === undefined ? 'Output' : `Output of ${title}`}>
        {head}
        {omittedBytes === 0 ? null : (
          <span class="muted">{`… ${omittedBytes.toLocaleString('en-US')} bytes left out …\n`}</span>
        )}
        {tail}
      </pre>
    </>
  );
}
