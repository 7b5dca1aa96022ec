import { program, type Completed, type CompletedCommand, type CompletedOption } from './completed-commands.ts';

/** Writes the completion script of bash 3.2 and newer. */
export function bashScript(commands: readonly CompletedCommand[], globals: readonly CompletedOption[]): string {
  const names = commands.map(({ name }) => name);
  const optionNames = (options: readonly CompletedOption[]): string[] => options.map(({ name }) => name);
  const valued = [
    ...withValues(globals).map(([name, value]) => [`*' ${name}'`, value] as const),
    ...commands.flatMap((command) =>
      withValues(command.options).map(([name, value]) => [`'${command.name} ${name}'`, value] as const),
    ),
  ];
  const places = commands.flatMap((command) =>
    command.arguments.map((place, index) => [`'${command.name} ${index}'`, place] as const),
  );
  return `# Completes the command lines of Sweepdeck in bash. Written by \`runner completion bash\`; load it in ~/.bashrc with
#   source <(${program} completion bash)
_runner() {
  local IFS=$'\\n' current="\${COMP_WORDS[COMP_CWORD]}" command='' option='' place=0 words='' files='' word i
  for ((i = 1; i < COMP_CWORD; i++)); do
    word="\${COMP_WORDS[i]}"
    # Bash splits --format=csv into three words.
    if [[ "$word" == '=' ]]; then continue; fi
    if [[ -n "$option" ]]; then option=''; continue; fi
    case "$word" in
      -*)
        case "$command $word" in
          ${valued.map(([pattern]) => pattern).join(' | ')}) option="$word" ;;
        esac
        ;;
      *) if [[ -z "$command" ]]; then command="$word"; else ((place += 1)); fi ;;
    esac
  done
  if [[ "$current" == '=' ]]; then current=''; fi
  if [[ -n "$option" ]]; then
    case "$command $option" in
${valued.flatMap(([pattern, value]) => caseOf(pattern, value)).join('\n')}
    esac
  elif [[ "$current" == -* ]]; then
    words=${listOf(optionNames(globals))}
    case "$command" in
${commands
  .filter(({ options }) => options.length > 0)
  .map(({ name, options }) => `      ${name}) words+=$'\\n'${listOf(optionNames(options))} ;;`)
  .join('\n')}
    esac
  else
    case "$command $place" in
      ' 0') words=${listOf(names)} ;;
${places.flatMap(([pattern, place]) => caseOf(pattern, place)).join('\n')}
    esac
  fi
  COMPREPLY=($(compgen -W "$words" -- "$current"))
  if [[ -n "$files" ]]; then
    compopt -o filenames 2> /dev/null
    COMPREPLY+=($(compgen -f -- "$current"))
  fi
}
complete -F _runner runner sweepdeck`;
}

function withValues(options: readonly CompletedOption[]): [name: string, value: Completed][] {
  return options.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value]]));
}

function caseOf(pattern: string, { words, hasFiles, hasSweeps }: Completed): string[] {
  const steps = [
    ...(words.length === 0 ? [] : [`words=${listOf(words)}`]),
    ...(hasFiles ? ['files=yes'] : []),
    ...(hasSweeps ? ['words=$("${COMP_WORDS[0]}" completion sweeps 2> /dev/null)'] : []),
  ];
  return steps.length === 0 ? [] : [`      ${pattern}) ${steps.join('; ')} ;;`];
}

/** Writes words as one text of lines; no word contains a quote. */
const listOf = (words: readonly string[]): string => `$'${words.join(String.raw`\n`)}'`;
