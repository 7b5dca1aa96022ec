interface LegendLineProps {
  readonly color: string;
  /** Lengths of dashes and gaps; empty for solid. */
  readonly dash: readonly number[];
}

/** A piece of a curve as the chart draws it, long enough to show its dashes. */
export function LegendLine({ color, dash }: LegendLineProps) {
  return (
    <svg class="legend-line" width="30" height="8" aria-hidden="true">
      <line
        x1="0"
        y1="4"
        x2="30"
        y2="4"
        stroke={color}
        stroke-width="2"
        stroke-dasharray={dash.join(' ') || undefined}
      />
    </svg>
  );
}
