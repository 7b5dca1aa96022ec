/** Formats a count out of a total: `3 of 12 trials`; `1 trial` for a complete single one. */
export function outOf(count: number, total: number, noun: string): string {
  return count === 1 && total === 1
    ? plural(1, noun)
    : `${count.toLocaleString('en')} of ${total.toLocaleString('en')} ${noun}s`;
}

/** Formats a count with its noun: `1 trial`, `12 trials`. */
export function plural(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${count === 1 ? noun : `${noun}s`}`;
}
