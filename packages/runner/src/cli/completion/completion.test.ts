import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { commands } from '../command-list.ts';
import { bashScript } from './bash-script.ts';
import { completedCommands, completedGlobals } from './completed-commands.ts';
import { fishScript } from './fish-script.ts';
import { zshScript } from './zsh-script.ts';

const known = [completedCommands(commands), completedGlobals()] as const;
const hasShell = (shell: string): boolean => spawnSync(shell, ['--version']).status === 0;

/** Completes the last word in bash, which has the files of this folder and one stored sweep. */
function complete(words: readonly string[]): string[] {
  const script = `
    runner() { if [[ "$1 $2" == 'completion sweeps' ]]; then echo my-sweep; fi; }
    ${bashScript(...known)}
    COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1))
    _runner
    printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout, stderr } = spawnSync('bash', ['--norc', '-c', script, 'bash', ...words], {
    cwd: import.meta.dirname,
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  return stdout.split('\n').filter((line) => line !== '');
}

test.for<[readonly string[], readonly string[]]>([
  [['runner', 'expo'], ['export']],
  [['runner', '--json', 'expo'], ['export']],
  [['runner', '--store', 'gc', 'expo'], ['export']],
  [
    ['runner', 'export', '--f'],
    ['--format', '--force'],
  ],
  [
    ['runner', 'export', '--format', ''],
    ['tfjs', 'safetensors', 'csv', 'json', 'parquet'],
  ],
  [['runner', 'export', '--format', '=', 'c'], ['csv']],
  [
    ['runner', 'export', '--format', '='],
    ['tfjs', 'safetensors', 'csv', 'json', 'parquet'],
  ],
  [['runner', 'export', '--format', 'csv', '--output', 'bash'], ['bash-script.ts']],
  [['runner', 'show', ''], ['my-sweep']],
  [['runner', 'show', '--all', 'my'], ['my-sweep']],
  [['runner', 'show', 'my-sweep', ''], []],
  [['runner', 'sweep', 'my'], ['my-sweep']],
  [['runner', 'sweep', 'fish'], ['fish-script.ts']],
  [['runner', 'sweep', '--workers', ''], []],
  [
    ['runner', 'sweep', '--no-'],
    ['--no-color', '--no-open'],
  ],
  [['runner', 'catalog', 'lo'], ['losses']],
  [
    ['runner', 'engine', 'install', ''],
    ['cuda', 'tensorflow'],
  ],
  [
    ['runner', 'completion', ''],
    ['bash', 'zsh', 'fish'],
  ],
  [['runner', 'nothing', '--sto'], ['--store']],
])('bash completes %j', ([words, expected], context) => {
  if (!hasShell('bash')) context.skip('needs bash');
  expect(complete(words).toSorted()).toEqual(expected.toSorted());
});

test('every command, option and choice is in every script', () => {
  for (const script of [bashScript(...known), zshScript(...known), fishScript(...known)]) {
    for (const { name, options } of commands) {
      expect(script).toContain(name);
      for (const [option, { choices = [] }] of Object.entries(options))
        for (const word of [option, ...choices]) expect(script).toContain(word);
    }
  }
});

test('zsh gets summaries, with what would end them escaped', () => {
  const lines = zshScript(...known).split('\n');
  expect(lines).toContain("    'export:Write a trained model into a folder, or the trials of a sweep as a table'");
  expect(lines.find((line) => line.includes('  sweep) '))).toContain(
    String.raw`'--set[Override a value of the sweep file; repeatable\: training.epochs=1]:value: '`,
  );
  expect(lines.find((line) => line.includes('  export) '))).toContain("'1:target:_runner_sweeps'");
});

test('fish gets a line for each command and option', () => {
  const lines = fishScript(...known).split('\n');
  expect(lines).toContain(
    "complete -c runner -n __fish_use_subcommand -a gc -d 'Delete checkpoints and weights that no trial needs any more'",
  );
  expect(lines).toContain("complete -c runner -n '__fish_seen_subcommand_from gc' -l yes -d 'Delete the files'");
  expect(lines).toContain(
    "complete -c runner -n '__fish_seen_subcommand_from export' -l format -x -a 'tfjs safetensors csv json parquet' -d 'Format to write'",
  );
  expect(lines).toContain(
    "complete -c runner -n '__fish_seen_subcommand_from show' -a '(runner completion sweeps 2> /dev/null)' -d 'target'",
  );
});

test.for([
  ['bash', bashScript],
  ['zsh', zshScript],
  ['fish', fishScript],
] as const)('%s can read its script', ([shell, script], context) => {
  if (!hasShell(shell)) context.skip(`needs ${shell}`);
  const { status, stderr } = spawnSync(shell, ['-n', '-c', script(...known)], { encoding: 'utf8' });
  expect([status, stderr]).toEqual([0, '']);
});
