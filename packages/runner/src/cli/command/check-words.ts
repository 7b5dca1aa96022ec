import type { Command, OptionDefinitions } from './command.ts';
import { globalOptions } from './global-options.ts';
import { usageError } from './usage-error.ts';

/**
 * Refuses words that yargs would misread or crash on: `--json=abc`, which it reads as false, and `--constructor` and
 * other names that every object has.
 *
 * @throws SweepdeckError `usage`
 */
export function checkWords(words: readonly string[], commands: readonly Command[]): void {
  const known: readonly OptionDefinitions[] = [globalOptions, ...commands.map(({ options }) => options)];
  const help = 'See `runner --help`.';
  for (const word of words) {
    if (word === '--') return;
    const [, name = '', value] = /^--?(?:no-)?([^=.]+)(?:=(.*))?/su.exec(word) ?? [];
    if (name in Object.prototype) throw usageError(`--${name} is not an option of \`runner\`.`, help);
    if (value === undefined || value === 'true' || value === 'false') continue;
    const isBoolean = known.some((options) => Object.hasOwn(options, name) && options[name]?.type === 'boolean');
    if (isBoolean || ['help', 'version'].includes(name))
      throw usageError(`--${name} takes no value; saw ${JSON.stringify(value)}.`, help);
  }
}
