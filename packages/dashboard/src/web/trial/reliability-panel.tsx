import { useMemo } from 'preact/hooks';
import type { ReliabilityBin, TrialStatus } from '../../contract/index.ts';
import { ChartCanvas } from '../widgets/chart-canvas.tsx';
import { buildReliabilityConfig } from '../charts/reliability/reliability.ts';
import { useTheme } from '../shell/theme.ts';
import { describeCalibration } from './describe-calibration.ts';
import { untestedText } from './untested-text.ts';

interface ReliabilityPanelProps {
  readonly reliability: readonly ReliabilityBin[] | null;
  readonly status: TrialStatus;
}

/** Shows whether the model is right as often as it is confident, on the test split. */
export function ReliabilityPanel({ reliability, status }: ReliabilityPanelProps) {
  const { theme } = useTheme();
  const config = useMemo(() => buildReliabilityConfig({ bins: reliability ?? [] }, theme), [reliability, theme]);
  return (
    <section class="panel" aria-labelledby="reliability-title">
      <div class="panel-head">
        <h2 id="reliability-title">Calibration</h2>
        <span class="muted">accuracy at each confidence, test split</span>
      </div>
      {reliability === null ? (
        <p class="muted">{untestedText(status)}</p>
      ) : (
        <>
          <ChartCanvas
            id="reliability"
            label={`Reliability diagram. ${describeCalibration(reliability)}`}
            config={config}
            heightPx={340}
          />
          <p class="panel-foot muted">
            {describeCalibration(reliability)} Points below the dashed line are overconfident; larger points and taller
            bars stand for more images.
          </p>
        </>
      )}
    </section>
  );
}
