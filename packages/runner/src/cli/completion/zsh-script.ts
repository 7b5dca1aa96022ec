import { program, type Completed, type CompletedCommand, type CompletedOption } from './completed-commands.ts';

/** Writes the completion script of zsh, which shows the summaries too. */
export function zshScript(commands: readonly CompletedCommand[], globals: readonly CompletedOption[]): string {
  const options = globals.map((option) => `    ${optionSpec(option)} \\`);
  const cases = commands.map(({ name, options: own, arguments: places }) => {
    const specs = [
      ...own.map(optionSpec),
      ...places.map((place, index) => quoted(`${index + 1}:${escaped(place.name)}:${actionOf(place)}`)),
    ];
    return `        ${name}) _arguments $shared ${specs.join(' ')} ;;`;
  });
  return `#compdef runner sweepdeck
# Completes the command lines of Sweepdeck in zsh. Written by \`runner completion zsh\`; load it in ~/.zshrc, after compinit, with
#   source <(${program} completion zsh)
_runner_sweeps() {
  local -a names
  names=(\${(f)"$(_call_program sweeps ${program} completion sweeps 2> /dev/null)"})
  compadd -a names
}
_runner_files_and_sweeps() {
  _alternative 'sweeps:stored sweep:_runner_sweeps' 'files:sweep file:_files'
}
_runner() {
  local context state state_descr line
  typeset -A opt_args
  local -a commands shared
  commands=(
${commands.map(({ name, summary }) => `    ${quoted(`${name}:${summary}`)}`).join('\n')}
  )
  shared=(
${options.map((line) => line.replace(/ \\$/u, '')).join('\n')}
  )
  _arguments -C $shared '1:command:->command' '*::argument:->argument'
  case $state in
    command) _describe command commands ;;
    argument)
      case $words[1] in
${cases.join('\n')}
      esac
      ;;
  esac
}
if [[ "$funcstack[1]" == _runner ]]; then _runner "$@"; else compdef _runner runner sweepdeck; fi`;
}

function optionSpec({ name, summary, value }: CompletedOption): string {
  const action = value === undefined ? '' : `:value:${actionOf(value)}`;
  return quoted(`${name}[${escaped(summary)}]${action}`);
}

function actionOf({ words, hasFiles, hasSweeps }: Completed): string {
  if (words.length > 0) return `(${words.join(' ')})`;
  if (hasFiles) return hasSweeps ? '_runner_files_and_sweeps' : '_files';
  return hasSweeps ? '_runner_sweeps' : ' ';
}

/** Escapes what `_arguments` would read as the end of a description. */
const escaped = (text: string): string => text.replaceAll(/[[\]:\\]/gu, String.raw`\$&`);

const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;
