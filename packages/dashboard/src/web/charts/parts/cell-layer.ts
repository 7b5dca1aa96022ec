import type { Chart, ChartType, Plugin } from 'chart.js';

/** The text and marks on one cell of a matrix, by its place in the first dataset. */
export interface CellMark {
  /** The same text, longest first; all cells use the longest variant that fits everywhere. */
  readonly variants: readonly string[];
  readonly color: string;
  /** Diagonal lines, kept away from the text. */
  readonly hatch?: { readonly color: string; readonly ground: string };
  readonly outline?: CellOutline;
  /** A small sign in the upper right corner. */
  readonly corner?: string;
  /** A dot in the upper left corner; the ring separates it from a fill of its colour. */
  readonly dot?: { readonly color: string; readonly ring: string };
}

export interface CellOutline {
  readonly color: string;
  readonly widthPx: number;
  readonly isDashed: boolean;
  /** A thin line inside the outline that separates it from a fill of nearly its colour. */
  readonly halo?: string;
}

interface CellLayerOptions {
  fontFamily: string;
  cells: readonly CellMark[];
  /** Below this size, a shorter variant is used instead. */
  readableSizePx: number;
}

declare module 'chart.js' {
  interface PluginOptionsByType<TType extends ChartType> {
    cellLayer?: CellLayerOptions & { readonly forType?: TType };
  }
}

interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

const fontSizesPx = [13, 12, 11, 10, 9, 8];

/** Draws text, hatching and outlines over the cells of a matrix chart. */
export const cellLayer: Plugin<ChartType, CellLayerOptions> = {
  id: 'cellLayer',
  afterDatasetsDraw(chart, _event, options) {
    const boxes = cellBoxes(chart);
    const { ctx } = chart;
    ctx.save();
    options.cells.forEach((cell, index) => {
      const box = boxes[index];
      if (box === undefined) return;
      if (cell.hatch !== undefined) drawHatch(ctx, box, cell.hatch.color);
      if (cell.outline !== undefined) drawOutline(ctx, box, cell.outline);
      if (cell.dot !== undefined) drawDot(ctx, box, cell.dot);
    });
    drawTexts(ctx, boxes, options);
    ctx.restore();
  },
};

function cellBoxes(chart: Chart): readonly Box[] {
  return chart.getDatasetMeta(0).data.map((element) => {
    const { x, y, width, height } = element.getProps(['x', 'y', 'width', 'height']) as Record<string, number>;
    return { left: x ?? 0, top: y ?? 0, width: width ?? 0, height: height ?? 0 };
  });
}

function drawHatch(ctx: CanvasRenderingContext2D, { left, top, width, height }: Box, color: string): void {
  ctx.save();
  ctx.beginPath();
  ctx.rect(left, top, width, height);
  ctx.clip();
  ctx.strokeStyle = color;
  ctx.lineWidth = 1;
  ctx.beginPath();
  for (let offset = -height; offset < width; offset += 7) {
    ctx.moveTo(left + offset, top + height);
    ctx.lineTo(left + offset + height, top);
  }
  ctx.stroke();
  ctx.restore();
}

function drawOutline(ctx: CanvasRenderingContext2D, box: Box, outline: CellOutline): void {
  const inset = outline.widthPx / 2;
  ctx.strokeStyle = outline.color;
  ctx.lineWidth = outline.widthPx;
  ctx.setLineDash(outline.isDashed ? [3, 3] : []);
  ctx.strokeRect(box.left + inset, box.top + inset, box.width - 2 * inset, box.height - 2 * inset);
  ctx.setLineDash([]);
  if (outline.halo === undefined) return;
  const inner = outline.widthPx + 0.5;
  ctx.strokeStyle = outline.halo;
  ctx.lineWidth = 1;
  ctx.strokeRect(box.left + inner, box.top + inner, box.width - 2 * inner, box.height - 2 * inner);
}

function drawDot(
  ctx: CanvasRenderingContext2D,
  { left, top, width, height }: Box,
  dot: NonNullable<CellMark['dot']>,
): void {
  const isSmall = width < 30 || height < 30;
  const [radiusPx, insetPx] = isSmall ? [2, 3.5] : [3.5, 8];
  ctx.beginPath();
  ctx.arc(left + insetPx, top + insetPx, radiusPx, 0, 2 * Math.PI);
  ctx.fillStyle = dot.color;
  ctx.strokeStyle = dot.ring;
  ctx.lineWidth = 3;
  ctx.stroke();
  ctx.fill();
}

function drawTexts(ctx: CanvasRenderingContext2D, boxes: readonly Box[], options: CellLayerOptions): void {
  const { cells, fontFamily } = options;
  const sample = boxes[0];
  if (sample === undefined) return;
  const fit = fitTexts(ctx, options, sample);
  ctx.textBaseline = 'middle';
  cells.forEach((cell, index) => {
    const box = boxes[index];
    if (box === undefined) return;
    if (fit !== null) {
      ctx.font = `${fit.sizePx}px ${fontFamily}`;
      ctx.textAlign = 'center';
      const text = variantAt(cell, fit.level);
      const middle = { x: box.left + box.width / 2, y: box.top + box.height / 2 };
      if (cell.hatch !== undefined) clearBehind(ctx, text, fit.sizePx, cell.hatch.ground, middle);
      ctx.fillStyle = cell.color;
      ctx.fillText(text, middle.x, middle.y + 0.5);
    }
    ctx.fillStyle = cell.color;
    if (cell.corner !== undefined && box.width >= 30 && box.height >= 30) {
      ctx.font = `9px ${fontFamily}`;
      ctx.textAlign = 'right';
      ctx.fillText(cell.corner, box.left + box.width - 3, box.top + 7);
    }
  });
}

function clearBehind(
  ctx: CanvasRenderingContext2D,
  text: string,
  sizePx: number,
  ground: string,
  at: { readonly x: number; readonly y: number },
): void {
  const width = ctx.measureText(text).width + 6;
  ctx.fillStyle = ground;
  ctx.fillRect(at.x - width / 2, at.y - sizePx / 2 - 2, width, sizePx + 4);
}

/** Returns the longest variant, then the largest size, at which every cell's text fits; null when none does. */
function fitTexts(
  ctx: CanvasRenderingContext2D,
  { cells, fontFamily, readableSizePx }: CellLayerOptions,
  box: Box,
): { readonly level: number; readonly sizePx: number } | null {
  const levels = Math.max(0, ...cells.map((cell) => cell.variants.length));
  for (let level = 0; level < levels; level++) {
    for (const sizePx of fontSizesPx) {
      if (level < levels - 1 && sizePx < readableSizePx) continue;
      const paddingPx = sizePx >= 10 ? 2 : 1;
      const room = { width: box.width - 2 * paddingPx, height: box.height - 2 * paddingPx };
      ctx.font = `${sizePx}px ${fontFamily}`;
      if (sizePx <= room.height && cells.every((cell) => ctx.measureText(variantAt(cell, level)).width <= room.width)) {
        return { level, sizePx };
      }
    }
  }
  return null;
}

function variantAt(cell: CellMark, level: number): string {
  return cell.variants[Math.min(level, cell.variants.length - 1)] ?? '';
}
