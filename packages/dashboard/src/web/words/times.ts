const ages: readonly (readonly [unitMs: number, unit: Intl.RelativeTimeFormatUnit])[] = [
  [86_400_000, 'day'],
  [3_600_000, 'hour'],
  [60_000, 'minute'],
];
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto', style: 'short' });

/** Formats an age: `3 min. ago`; below a minute `just now`. */
export function formatAge(time: number, now: number): string {
  for (const [unitMs, unit] of ages) {
    if (now - time >= unitMs) return relative.format(-Math.floor((now - time) / unitMs), unit);
  }
  return 'just now';
}

export function formatTime(time: number): string {
  return new Date(time).toISOString().replace('T', ' ').slice(0, 19) + ' UTC';
}
