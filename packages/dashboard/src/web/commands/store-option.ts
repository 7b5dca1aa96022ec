import { storeMeta } from '../../contract/index.ts';

/**
 * Returns ` --store DIR`, which makes a command work from any folder; empty when the server has not stated the
 * store's folder.
 */
export function storeOption(): string {
  const directory = document.querySelector(`meta[name="${storeMeta}"]`)?.getAttribute('content') ?? '';
  return directory === '' ? '' : ` --store ${shellWord(directory)}`;
}

/** Quotes a word for a shell: not at all, in double quotes, or in single quotes if double quotes would not do. */
export function shellWord(text: string): string {
  if (/^[\w./:~\\-]+$/.test(text) && !(text.startsWith('/') && text.includes('\\'))) return text;
  return /["$`\\!]/.test(text) && text.startsWith('/') ? `'${text.replaceAll("'", `'\\''`)}'` : `"${text}"`;
}
