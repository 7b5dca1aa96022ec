import { defineCommand } from '../command/command.ts';
import type { InstalledEngine } from './install-engine.ts';
import { formatInstalled } from './print-installed.ts';
import { suggest, usageError } from '../command/usage-error.ts';

const flavors = ['cuda', 'tensorflow'] as const;

export const engineCommand = defineCommand({
  name: 'engine',
  summary: 'Install a native engine: TensorFlow on an NVIDIA GPU or on the processor',
  description:
    '`cuda` installs TensorFlow for NVIDIA GPUs, `tensorflow` the one for processors; sweeps call both `engine: tensorflow`. Downloads the library that the npm package was made for, or builds the addon against a library that you have. Trains a real step at the end and installs nothing that fails it.',
  positionals: {
    action: { summary: 'install', isRequired: true, choices: ['install'] },
    name: { summary: flavors.join(' or '), isRequired: true, choices: flavors },
  },
  options: {
    libtensorflow: {
      type: 'string',
      summary: "Build against this library: Python's site-packages/tensorflow, or a libtensorflow release",
      placeholder: 'DIR',
    },
    nodedir: {
      type: 'string',
      summary: "Folder with include/node, if Node's headers are not beside Node itself",
      placeholder: 'DIR',
    },
  },
  examples: [
    { command: 'runner engine install tensorflow', summary: 'download the library for processors' },
    {
      command: 'runner engine install cuda --libtensorflow venv/lib/python3.12/site-packages/tensorflow',
      summary: 'use the TensorFlow of a Python environment on an NVIDIA GPU',
    },
  ],
  async run({ action, name, libtensorflow, nodedir }, context): Promise<InstalledEngine> {
    if (action !== 'install')
      throw usageError(
        `engine ${action}: expected install`,
        'See `runner engine --help`; `runner doctor` lists engines.',
      );
    const flavor = flavors.find((each) => each === name);
    if (flavor === undefined) {
      const hint = suggest(name, flavors, { otherwise: 'The engines wasm and cpu need no installation.' });
      throw usageError(`engine install ${name}: expected ${flavors.join(' or ')}`, hint);
    }
    const { installEngine } = await import('./install-engine.ts');
    return installEngine({ flavor, libtensorflow, nodeDirectory: nodedir }, context);
  },
  print: formatInstalled,
});
