import type { JsonValue } from '../../records/json-value.ts';
import { isValueAxis, type ParameterAxis } from '../../records/parameter-axis.ts';
import { canonicalJson } from '../identity/canonical-json.ts';
import { nodeAt, placeOf, type DocumentPath, type SweepDocument } from './sweep-document.ts';

/** A cell's values by path. */
type Cell = Readonly<Record<string, JsonValue>>;

/** Tells where a cell's model was written, or a layer of it, whose path starts in the model: `['layers', 2]`. */
export type PlaceOfModel = (cell: Cell, path: DocumentPath) => string;

/** `my-sweep.yaml:7:9`, wherever a model can be written. */
export function placeOfModelIn(sweep: SweepDocument, axes: readonly ParameterAxis[]): PlaceOfModel {
  return (cell, path) => {
    const swept = axes.flatMap((axis): DocumentPath[] => {
      const value = cell[axis.path];
      const rest = restOf(axis.path, path);
      if (value === undefined || rest === undefined || !isValueAxis(axis)) return [];
      const index = axis.values.findIndex((other) => canonicalJson(other) === canonicalJson(value));
      return [['parameters', axis.path, 'values', index, ...rest]];
    });
    const written: DocumentPath[] = [
      ...swept,
      ['parameters', 'model.layers', 'value', ...path.slice(1)],
      ['parameters', 'model', 'value', ...path],
      ['model', ...path],
    ];
    const place = written.find((candidate) => nodeAt(sweep, candidate).isExact) ?? ['model'];
    return placeOf(sweep, place).label;
  };
}

function restOf(axis: string, path: DocumentPath): DocumentPath | undefined {
  if (axis === 'model') return path;
  return axis === 'model.layers' ? path.slice(1) : undefined;
}
