import { commands } from './command-list.ts';
import type { Command, OptionDefinitions } from './command/command.ts';
import { exitCodes } from './command/exit-codes.ts';
import { globalOptions } from './command/global-options.ts';
import { usagePattern } from './command/parse-command-line.ts';

/** Renders the command-line reference as Markdown from the definitions that the parser uses. */
export function formatCliReference(): string {
  return [
    '# Command line',
    '',
    'Generated from the definitions of the commands; do not edit.',
    '',
    ...commands.flatMap(formatCommand),
    '## Options of every command',
    '',
    ...formatOptions(globalOptions),
    '`--help` shows the help, `--version` the version.',
    '',
    '## Exit codes',
    '',
    '| code | meaning |',
    '| ---: | --- |',
    ...Object.values(exitCodes).map(({ code, meaning }) => `| ${code} | ${meaning} |`),
    '',
  ].join('\n');
}

function formatCommand(command: Command): string[] {
  const positionals = Object.entries(command.positionals).map(
    ([name, { summary }]) => `- \`${name.toUpperCase()}\`: ${summary}.`,
  );
  const options = Object.keys(command.options).length === 0 ? [] : formatOptions(command.options);
  return [
    `## runner ${usagePattern(command)}`,
    '',
    `${command.summary}.`,
    '',
    ...(command.description === undefined ? [] : [command.description, '']),
    ...(positionals.length === 0 ? [] : [...positionals, '']),
    ...options,
    '```sh',
    ...command.examples.map(({ command: line, summary }) => `${line}  # ${summary}`),
    '```',
    '',
  ];
}

function formatOptions(options: OptionDefinitions): string[] {
  const rows = Object.entries(options).map(([name, option]) => {
    const value = option.type === 'boolean' ? '' : ` ${option.placeholder ?? option.type.toUpperCase()}`;
    const negated = option.default === true ? '[no-]' : '';
    const choices =
      option.choices === undefined ? '' : ` (${option.choices.map((choice) => `\`${choice}\``).join(', ')})`;
    const initial = option.default === undefined || option.type === 'boolean' ? '' : `\`${option.default}\``;
    return `| \`--${negated}${name}${value}\` | ${option.summary.replaceAll('|', '\\|')}${choices} | ${initial} |`;
  });
  return ['| option | | default |', '| --- | --- | --- |', ...rows, ''];
}
