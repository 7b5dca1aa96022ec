import { defineCommand } from '../command/command.ts';
import type { ExportResult } from './export-trial.ts';
import { formatExport } from './print-export.ts';

export const exportCommand = defineCommand({
  name: 'export',
  summary: "Write a trial's trained model into a folder, for web pages and other programs",
  description:
    'tfjs: model.json and weights.bin for TensorFlow.js. safetensors: the weights by name. Both come with a model card and the class names. The weights are those that the test metrics were measured with. For a sweep, exports the best trial, by the objective, of the cell that ranks first; sweeps keep its weights by default (keep_weights: best).',
  positionals: {
    target: {
      summary: 'Trial (t12), or sweep (s3 or its name) for the best trial of the top-ranked cell',
      isRequired: true,
    },
  },
  options: {
    format: { type: 'string', choices: ['tfjs', 'safetensors'], default: 'tfjs', summary: 'Format to write' },
    output: { type: 'string', summary: 'Folder to create (default: t12-tfjs)', placeholder: 'DIR' },
    force: { type: 'boolean', default: false, summary: 'Replace an earlier export; other folders are never replaced' },
    retrain: {
      type: 'boolean',
      default: false,
      summary: 'Train the trial again if its weights were not kept; the result must be identical',
    },
  },
  examples: [
    {
      command: 'runner export quickstart',
      summary: 'export the best trial of the top-ranked cell in the newest sweep of that name',
    },
    { command: 'runner export t12 --output public/model', summary: 'export trial 12 into the folder of a web page' },
    {
      command: 'runner export t12 --format safetensors --retrain',
      summary: 'export the weights, training again if needed',
    },
  ],
  async run({ target: wanted, format, output, force, retrain }, context): Promise<ExportResult> {
    const { exportTrial } = await import('./export-trial.ts');
    return exportTrial({ wanted, format, output, force, retrain }, context);
  },
  print: formatExport,
});
