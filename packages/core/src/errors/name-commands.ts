/**
 * Replaces `runner` by the name that works where the text is read. Texts write every command in backticks, `` `runner
 * sweep FILE` ``, so that other uses of the word stay unchanged.
 *
 * @param name for example `npx runner`
 */
export function nameCommands(text: string, name: string): string {
  return text.replaceAll(/`runner(?=[ `])/g, () => `\`${name}`);
}
