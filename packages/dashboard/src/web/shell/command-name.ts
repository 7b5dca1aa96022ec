import { commandMeta } from '../../contract/index.ts';

/** How the program is called where the server runs, such as `npx runner`; `runner` where no server has said it. */
export function commandName(): string {
  return document.querySelector(`meta[name="${commandMeta}"]`)?.getAttribute('content') ?? 'runner';
}
