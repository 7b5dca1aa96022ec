import type { ChartTheme } from './theme.ts';

export const fontSizePx = 11;

/**
 * Options that all charts share: no animation, the size of the box, and nothing drawn that the builder did not ask
 * for.
 */
export const sharedOptions = {
  animation: false,
  responsive: true,
  maintainAspectRatio: false,
} as const;

export function chartFont(theme: ChartTheme): { family: string; size: number } {
  return { family: theme.fontFamily, size: fontSizePx };
}

export function axisTitle(text: string, theme: ChartTheme) {
  return {
    display: text !== '',
    text,
    color: theme.muted,
    font: chartFont(theme),
    padding: { top: 4, bottom: 0, y: 2 },
  };
}

/** Styles tooltips as compact cards of the page. */
export function tooltipLook(theme: ChartTheme) {
  return {
    backgroundColor: theme.surface,
    borderColor: theme.muted,
    borderWidth: 1,
    titleColor: theme.muted,
    bodyColor: theme.ink,
    footerColor: theme.muted,
    titleFont: { ...chartFont(theme), weight: 'normal' as const },
    bodyFont: { ...chartFont(theme), size: fontSizePx + 1 },
    footerFont: { ...chartFont(theme), weight: 'normal' as const },
    padding: 8,
    cornerRadius: 4,
    caretSize: 0,
    caretPadding: 10,
    boxWidth: 8,
    boxHeight: 8,
    boxPadding: 4,
    usePointStyle: true,
  };
}

export function emptyText(text: string, theme: ChartTheme) {
  return { text, color: theme.muted, fontFamily: theme.fontFamily };
}
