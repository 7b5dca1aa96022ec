import type { ChartType, Plugin } from 'chart.js';

interface DivergedLabelOptions {
  color: string;
  halo: string;
  fontFamily: string;
  /** Indices of the datasets whose points mark divergence. */
  datasetIndices: readonly number[];
}

declare module 'chart.js' {
  interface PluginOptionsByType<TType extends ChartType> {
    divergedLabels?: DivergedLabelOptions & { readonly forType?: TType };
  }
}

const text = 'diverged';
const gapPx = 8;
const lineHeightPx = 14;

/** Writes "diverged" beside the crosses where there is room; elsewhere the cross stands alone. */
export const divergedLabels: Plugin<ChartType, DivergedLabelOptions> = {
  id: 'divergedLabels',
  afterDatasetsDraw(chart, _event, options) {
    const { ctx, chartArea } = chart;
    ctx.save();
    ctx.font = `italic 11px ${options.fontFamily}`;
    ctx.textBaseline = 'middle';
    ctx.lineJoin = 'round';
    const width = ctx.measureText(text).width;
    const marks = options.datasetIndices.flatMap((index) =>
      chart.getDatasetMeta(index).data.map(({ x, y }) => ({ x, y })),
    );
    const taken: { left: number; y: number }[] = [];
    for (const { x, y } of marks) {
      const isRightFree = x + gapPx + width <= chartArea.right;
      const left = isRightFree ? x + gapPx : x - gapPx - width;
      const at = Math.min(Math.max(y, chartArea.top + lineHeightPx / 2), chartArea.bottom - lineHeightPx / 2);
      const hitsLabel = taken.some(
        (other) => Math.abs(other.y - at) < lineHeightPx && Math.abs(other.left - left) < width + 4,
      );
      const hitsMark = marks.some(
        (mark) => Math.abs(mark.y - at) < 10 && mark.x > left - 4 && mark.x < left + width + 4,
      );
      if (hitsLabel || hitsMark || left < chartArea.left) continue;
      taken.push({ left, y: at });
      ctx.strokeStyle = options.halo;
      ctx.lineWidth = 3;
      ctx.strokeText(text, left, at);
      ctx.fillStyle = options.color;
      ctx.fillText(text, left, at);
    }
    ctx.restore();
  },
};
