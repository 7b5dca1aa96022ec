import { isMap, isNode, isScalar } from 'yaml';
import { findPair, nodeAt, type SweepDocument } from './sweep-document.ts';

/** Lets `--set model.layers=[...]` replace the whole model: removes the name and options that the file gives. */
export function preferLayersOfOverrides(sweep: SweepDocument): void {
  const { node: model, isExact } = nodeAt(sweep, ['model']);
  if (!isExact || !isMap(model)) return;
  const layers = findPair(model, 'layers')?.value;
  const name = findPair(model, 'name')?.value;
  if (!isNode(layers) || !sweep.overrides.has(layers)) return;
  if (!isScalar(name) || sweep.overrides.has(name) || name.value === 'layers') return;
  model.items = model.items.filter(({ value }) => isNode(value) && sweep.overrides.has(value));
}
