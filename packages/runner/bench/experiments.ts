// Trains the experiments whose comments hold figures and writes these anew, between the lines `# measured: begin` and
// `# measured: end`, so that what an experiment says is what today's kernels give.
// usage: pnpm bench experiments [NAME ...] [--mnist FOLDER] [--workers N] [--no-write]
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { root } from './command/train-experiment.ts';
import { measureExperiment } from './experiments/measure-experiment.ts';
import { replaceMeasured } from './experiments/measured-block.ts';
import { measuredExperiments } from './experiments/measured-experiments.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  allowNegative: true,
  options: {
    mnist: { type: 'string', default: path.join(root, '..', 'shared', 'data', 'mnist-20k') },
    workers: { type: 'string', default: '2' },
    write: { type: 'boolean', default: true },
  },
});

const names = positionals.length === 0 ? Object.keys(measuredExperiments) : positionals;
for (const name of names) {
  const experiment = measuredExperiments[name];
  if (experiment === undefined)
    throw new RangeError(`no experiment ${name}; there are: ${Object.keys(measuredExperiments).join(', ')}`);
  const file = path.join(root, 'experiments', experiment.file);
  // Fails before hours of training, not after.
  replaceMeasured(readFileSync(file, 'utf8'), []);
  const options = { mnist: path.resolve(values.mnist), workers: Number(values.workers) };
  const lines = measureExperiment(name, experiment, options);
  console.log([name, ...lines, ''].join('\n'));
  if (values.write) writeFileSync(file, replaceMeasured(readFileSync(file, 'utf8'), lines));
}
