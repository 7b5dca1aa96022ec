import type { ChartType, Plugin } from 'chart.js';

interface EmptyMessageOptions {
  /** Empty for none. */
  text: string;
  color: string;
  fontFamily: string;
}

declare module 'chart.js' {
  interface PluginOptionsByType<TType extends ChartType> {
    emptyMessage?: EmptyMessageOptions & { readonly forType?: TType };
  }
}

/** Explains in the middle of the chart why there is nothing to see. */
export const emptyMessage: Plugin<ChartType, EmptyMessageOptions> = {
  id: 'emptyMessage',
  afterDraw(chart, _event, options) {
    if (options.text === '') return;
    const { ctx, width, height } = chart;
    ctx.save();
    ctx.fillStyle = options.color;
    ctx.font = `13px ${options.fontFamily}`;
    ctx.textAlign = 'center';
    ctx.textBaseline = 'middle';
    ctx.fillText(options.text, width / 2, height / 2, width - 16);
    ctx.restore();
  },
};
