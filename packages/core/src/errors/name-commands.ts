/**
 * Puts the name that works where a text is read in place of `runner`. Texts write every command in backticks, as
 * `` `runner sweep FILE` ``, so that nothing else that is called runner changes.
 * @param name such as `npx runner`
 */
export function nameCommands(text: string, name: string): string {
  return text.replaceAll(/`runner(?=[ `])/g, () => `\`${name}`);
}
