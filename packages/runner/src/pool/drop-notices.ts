import { areNoticesWanted, isTensorflowNotice } from '@sweepdeck/core/engines';

export interface NoticeFilter {
  take(text: string): void;
  /** Passes on an unfinished last line. */
  flush(): void;
}

/** A longer unfinished line is passed on in parts. */
const longestLine = 8192;

/** Passes on a process's output in whole lines, without notices that native code prints unasked. */
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
