import { defineCommand } from '../command/command.ts';
import { usageError } from '../command/usage-error.ts';
import type { ExportResult } from './export-trial.ts';
import { formatExport, formatTableExport } from './print-export.ts';
import { tableFormats, type TableFormat } from './table/export-table.ts';
import type { TableExport } from './table/export-trials.ts';

const isTableFormat = (format: string): format is TableFormat => tableFormats.some((known) => known === format);

export const exportCommand = defineCommand({
  name: 'export',
  summary: 'Write a trained model into a folder, or the trials of a sweep as a table',
  description:
    'As a model, --format tfjs or safetensors, for web pages and other programs. tfjs: model.json and weights.bin for TensorFlow.js. safetensors: the weights by name. Both come with a model card and the class names. The weights are those that the test metrics were measured with. For a sweep, exports the best trial, by the objective, of the cell that ranks first; sweeps keep its weights by default (keep_weights: best). As a table, --format csv, json or parquet: a row for each trial with its parameters, metrics, status and dates; with --metrics, a row for each metric of each epoch.',
  positionals: {
    target: {
      summary: 'Trial (t12), or sweep (s3 or its name): as a model, the best trial of its top-ranked cell',
      isRequired: true,
    },
  },
  options: {
    format: {
      type: 'string',
      choices: ['tfjs', 'safetensors', ...tableFormats],
      default: 'tfjs',
      summary: 'Format to write',
    },
    metrics: {
      type: 'boolean',
      default: false,
      summary: 'In a table, write the metrics of every epoch in place of the trials',
    },
    output: {
      type: 'string',
      summary: 'Folder or file to create; default: t12-tfjs, s3-trials.csv',
      placeholder: 'PATH',
    },
    force: {
      type: 'boolean',
      default: false,
      summary: 'Replace a file or an earlier export; other folders are never replaced',
    },
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
    { command: 'runner export s3 --format parquet', summary: 'write the trials of sweep 3 into s3-trials.parquet' },
  ],
  async run({ target: wanted, format, output, force, retrain, metrics }, context): Promise<ExportResult | TableExport> {
    if (isTableFormat(format)) {
      if (retrain) throw usageError('--retrain is for a model; a table needs no weights.', 'Omit --retrain.');
      const { exportTrials } = await import('./table/export-trials.ts');
      return exportTrials({ wanted, format, isOfMetrics: metrics, output, force }, context);
    }
    if (metrics) throw usageError(`--metrics is for a table, but --format is ${format}.`, 'Add --format csv.');
    const { exportTrial } = await import('./export-trial.ts');
    return exportTrial({ wanted, format, output, force, retrain }, context);
  },
  print: (result, context) => ('rows' in result ? formatTableExport(result, context) : formatExport(result, context)),
});
