import { describeEngineChoice } from '@sweepdeck/runner/records';
import type { Sweep } from '../../contract/index.ts';

interface EngineProps {
  readonly sweep: Pick<Sweep, 'engine' | 'chosenEngine'>;
}

/** The engine's name; its device is in the tooltip. */
export function EngineName({ sweep: { engine, chosenEngine } }: EngineProps) {
  const title = chosenEngine === null ? undefined : `${chosenEngine.device}, numerics ${chosenEngine.numericsVersion}`;
  return (
    <span title={title} data-testid="engine">
      engine {engine}
    </span>
  );
}

/** The findings of `auto` if it had a choice; the tooltip says why each other engine was off. */
export function EngineChoice({ sweep }: EngineProps) {
  const choice = describeEngineChoice(sweep);
  const findings = sweep.chosenEngine?.findings ?? [];
  const hadChoice = findings.some(({ timing, verdict }) => timing !== null || verdict === 'failed');
  if (choice === null || !hadChoice) return null;
  const reasons = findings.flatMap(({ name, reason }) => (reason === null ? [] : [`${name}: ${reason}`]));
  return (
    <p class="facts muted" title={reasons.length === 0 ? undefined : reasons.join('\n')} data-testid="engine-choice">
      Engine auto: {choice}
    </p>
  );
}
