import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const opening = `# Benchmarks

What each benchmark last measured. The sections are written by \`pnpm bench NAME --write\`; figures of different machines,
or of different days on a shared one, do not compare: ratios within one run do.
`;

/**
 * Returns a page with one section replaced, or appended if it has none yet.
 *
 * @param page the whole text; undefined starts a new page
 *
 * @param name name of the benchmark, which two comments around its section contain
 */
export function withSection(page: string | undefined, name: string, section: string): string {
  const [start, end] = [`<!-- ${name}: start -->`, `<!-- ${name}: end -->`];
  const whole = `${start}\n\n${section.trim()}\n\n${end}`;
  const text = page ?? opening;
  const from = text.indexOf(start);
  const to = text.indexOf(end);
  if (from < 0 || to < from) return `${text.trimEnd()}\n\n${whole}\n`;
  return text.slice(0, from) + whole + text.slice(to + end.length);
}

/** Replaces a benchmark's section in a file; creates the file if it is missing. */
export function writeBenchmark(file: string, name: string, section: string): void {
  const page = existsSync(file) ? readFileSync(file, 'utf8') : undefined;
  writeFileSync(file, withSection(page, name, section));
}
