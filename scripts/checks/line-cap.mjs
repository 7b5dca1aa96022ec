import { readFileSync } from 'node:fs';
import path from 'node:path';

export const lineCap = 400;
/** A larger median suggests that files contain more than one concept. */
export const medianWarning = 120;

const counted = /\.(?:ts|tsx|mjs|js|css|html|sql)$/;
const exempt = /(?:^|\/)(?:[^/]+\.golden\.[^/]+|[^/]+\.generated\.[^/]+)$|^docs\/reference\//;

/**
 * @param {readonly string[]} files relative paths with slashes
 * @returns {string[]} those that the cap holds for
 */
export function selectCounted(files) {
  return files.filter((file) => counted.test(file) && !exempt.test(file));
}

/**
 * @param {readonly { file: string, lines: number }[]} counts
 * @returns {{ median: number, tooLong: { file: string, lines: number }[] }}
 */
export function judgeLineCounts(counts) {
  const sorted = counts.map(({ lines }) => lines).toSorted((a, b) => a - b);
  return {
    median: sorted[Math.floor(sorted.length / 2)] ?? 0,
    tooLong: counts.filter(({ lines }) => lines > lineCap).toSorted((a, b) => b.lines - a.lines),
  };
}

/**
 * @param {string} root
 * @param {readonly string[]} files relative to `root`
 * @returns {{ problems: string[], notes: string[] }}
 */
export function checkLineCap(root, files) {
  const counts = selectCounted(files).map((file) => {
    const text = readFileSync(path.join(root, file), 'utf8');
    return { file, lines: text === '' ? 0 : text.replace(/\n$/, '').split('\n').length };
  });
  const { median, tooLong } = judgeLineCounts(counts);
  const note = `${counts.length} files, median ${median} lines`;
  return {
    problems: tooLong.map(({ file, lines }) => `${file}: ${lines} lines; the cap is ${lineCap}. Split it by concept.`),
    notes: [median > medianWarning ? `${note}, over ${medianWarning}: files hold more than one concept` : note],
  };
}
