import { SweepdeckError } from '../../errors/index.ts';

export function corruptZip(path: string, detail: string): SweepdeckError {
  return new SweepdeckError({
    code: 'dataset-corrupt-zip',
    message: `${path}: ${detail}`,
    hint: 'save, copy or download the file again',
  });
}

export function unsupportedZip(path: string, detail: string): SweepdeckError {
  return new SweepdeckError({
    code: 'dataset-unsupported-zip',
    message: `${path}: ${detail}, which is not supported; expected stored or deflated files`,
    hint: 'save the arrays with numpy.savez or numpy.savez_compressed, or each with numpy.save and use name: npy',
  });
}
