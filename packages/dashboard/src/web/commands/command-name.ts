import { commandMeta } from '../../contract/index.ts';

/**
 * Returns the name that calls the program where the server runs, such as `npx runner`; `runner` when the server has
 * not stated it.
 */
export function commandName(): string {
  return document.querySelector(`meta[name="${commandMeta}"]`)?.getAttribute('content') ?? 'runner';
}
