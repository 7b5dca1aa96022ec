import { program, type Completed, type CompletedCommand, type CompletedOption } from './completed-commands.ts';

/** Writes the completion script of fish, which shows the summaries too. */
export function fishScript(commands: readonly CompletedCommand[], globals: readonly CompletedOption[]): string {
  const within = (name: string): string => `-n '__fish_seen_subcommand_from ${name}'`;
  return [
    '# Completes the command lines of Sweepdeck in fish. Written by `runner completion fish`; load it once with',
    `#   ${program} completion fish > ~/.config/fish/completions/runner.fish`,
    'complete -c runner -f',
    ...globals.map((option) => `complete -c runner ${optionOf(option)}`),
    ...commands.flatMap(({ name, summary, options, arguments: places }) => [
      `complete -c runner -n __fish_use_subcommand -a ${name} -d ${quoted(summary)}`,
      ...options.map((option) => `complete -c runner ${within(name)} ${optionOf(option)}`),
      ...places
        .filter(isKnown)
        .map((place) => `complete -c runner ${within(name)} ${valueOf(place)} -d ${quoted(place.name)}`),
    ]),
    'complete -c sweepdeck -w runner',
  ].join('\n');
}

function optionOf({ name, summary, value }: CompletedOption): string {
  const flag = name.startsWith('--') ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`;
  const parts = [
    flag,
    ...(value === undefined ? [] : [value.hasFiles ? '-r' : '-x', valueOf(value)]),
    `-d ${quoted(summary)}`,
  ];
  return parts.filter((part) => part !== '').join(' ');
}

const isKnown = ({ words, hasFiles, hasSweeps }: Completed): boolean => words.length > 0 || hasFiles || hasSweeps;

function valueOf({ words, hasFiles, hasSweeps }: Completed): string {
  const offered = [...words, ...(hasSweeps ? [`(${program} completion sweeps 2> /dev/null)`] : [])];
  const files = hasFiles ? '-F' : '';
  return [files, ...(offered.length === 0 ? [] : [`-a ${quoted(offered.join(' '))}`])].filter(Boolean).join(' ');
}

const quoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", String.raw`\'`)}'`;
