import { areNoticesWanted, isTensorflowNotice } from '@sweepdeck/core/engines';

export interface NoticeFilter {
  take(text: string): void;
  /** Passes on a line that has no end yet. */
  flush(): void;
}

/** A line without an end that is longer than this is passed on in parts. */
const longestLine = 8192;

/** Passes on what a process prints, whole lines at a time, but for notices of native code that nobody asked for. */
export function dropNotices(pass: (text: string) => void): NoticeFilter {
  let unfinished = '';
  const isWanted = (line: string): boolean => areNoticesWanted() || !isTensorflowNotice(line);
  return {
    take(text) {
      const lines = `${unfinished}${text}`.split('\n');
      unfinished = lines.pop() ?? '';
      const wanted = lines.filter(isWanted);
      if (wanted.length > 0) pass(`${wanted.join('\n')}\n`);
      if (unfinished.length > longestLine) this.flush();
    },
    flush() {
      const text = unfinished;
      unfinished = '';
      if (text !== '' && isWanted(text)) pass(text);
    },
  };
}
