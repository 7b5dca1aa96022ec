import { defineCommand } from '../command/command.ts';
import type { ExportResult } from './export-trial.ts';
import { formatExport } from './print-export.ts';

export const exportCommand = defineCommand({
  name: 'export',
  summary: 'Write the trained model of a trial into a folder, for a web page or for other programs',
  description:
    'tfjs: model.json and weights.bin for TensorFlow.js. safetensors: the weights by name. Both with a model card and the names of the classes. The weights are those that the test metrics are of. A sweep stands for the best trial, by its objective, of the cell that ranks first; it keeps the weights of that one (keep_weights: best).',
  positionals: {
    target: {
      summary: 'Trial (t12), or sweep (s3, or its name) for the best trial of the cell that ranks first',
      isRequired: true,
    },
  },
  options: {
    format: { type: 'string', choices: ['tfjs', 'safetensors'], default: 'tfjs', summary: 'What to write' },
    output: { type: 'string', summary: 'Folder to make; left out: t12-tfjs', placeholder: 'DIR' },
    force: { type: 'boolean', default: false, summary: 'Replace an earlier export; any other folder stays' },
    retrain: {
      type: 'boolean',
      default: false,
      summary: 'Train the trial again where its weights were not kept; the result must be the same',
    },
  },
  examples: [
    {
      command: 'runner export quickstart',
      summary: 'the best trial of the cell that ranks first in the newest sweep of that name',
    },
    { command: 'runner export t12 --output public/model', summary: 'trial 12, where a web page finds it' },
    { command: 'runner export t12 --format safetensors --retrain', summary: 'its weights, trained again if needed' },
  ],
  async run({ target: wanted, format, output, force, retrain }, context): Promise<ExportResult> {
    const { exportTrial } = await import('./export-trial.ts');
    return exportTrial({ wanted, format, output, force, retrain }, context);
  },
  print: formatExport,
});
