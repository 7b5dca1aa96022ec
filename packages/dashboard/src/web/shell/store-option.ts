import { storeMeta } from '../../contract/index.ts';

/** ` --store DIR`, which makes a command work from any folder; empty where no server has said where the store lies. */
export function storeOption(): string {
  const directory = document.querySelector(`meta[name="${storeMeta}"]`)?.getAttribute('content') ?? '';
  return directory === '' ? '' : ` --store ${shellWord(directory)}`;
}

/** As a shell reads it: plain, in double quotes, or in single ones where double quotes would not do. */
export function shellWord(text: string): string {
  if (/^[\w./:~\\-]+$/.test(text) && !(text.startsWith('/') && text.includes('\\'))) return text;
  return /["$`\\!]/.test(text) && text.startsWith('/') ? `'${text.replaceAll("'", `'\\''`)}'` : `"${text}"`;
}
