/** The lines of an experiment between these markers are written by a benchmark; everything else is written by hand. */
const begin = '# measured: begin';
const end = '# measured: end';

/**
 * Returns the text of an experiment with other measured lines. Text outside the markers is not changed.
 *
 * @param lines without the `#` of the comment
 *
 * @throws Error when the file does not have exactly one pair of markers
 */
export function replaceMeasured(text: string, lines: readonly string[]): string {
  const { before, after } = split(text);
  const comment = lines.map((line) => (line === '' ? '#' : `# ${line}`));
  return [...before, begin, ...comment, end, ...after].join('\n');
}

/**
 * Returns the measured lines of an experiment, without the `#`; undefined when it has no markers.
 * @throws as `replaceMeasured`
 */
export function readMeasured(text: string): readonly string[] | undefined {
  if (!text.includes(begin) && !text.includes(end)) return undefined;
  return split(text).measured.map((line) => line.replace(/^# ?/u, ''));
}

function split(text: string): {
  readonly before: readonly string[];
  readonly measured: readonly string[];
  readonly after: readonly string[];
} {
  const all = text.split('\n');
  const [first, last] = [all.indexOf(begin), all.indexOf(end)];
  const isOnePair = first >= 0 && first < last && first === all.lastIndexOf(begin) && last === all.lastIndexOf(end);
  if (!isOnePair) throw new Error(`expected one line "${begin}" and, after it, one line "${end}"`);
  return { before: all.slice(0, first), measured: all.slice(first + 1, last), after: all.slice(last + 1) };
}
