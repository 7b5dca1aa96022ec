import { isMap, isNode, isScalar } from 'yaml';
import { findPair, nodeAt, type SweepDocument } from './sweep-document.ts';

/** Parts of a trial configuration that may be a custom module. */
const moduleParts = ['loss', 'optimizer'] as const;

/** Lets an override that names a module replace the whole part: removes the name and options that the file gives. */
export function preferModulesOfOverrides(sweep: SweepDocument): void {
  for (const part of moduleParts) {
    const { node: map, isExact } = nodeAt(sweep, [part]);
    if (!isExact || !isMap(map)) continue;
    const module = findPair(map, 'module')?.value;
    const name = findPair(map, 'name')?.value;
    if (!isScalar(module) || !sweep.overrides.has(module)) continue;
    if (!isScalar(name) || sweep.overrides.has(name) || name.value === 'module') continue;
    map.items = map.items.filter(({ value }) => isNode(value) && sweep.overrides.has(value));
  }
}
