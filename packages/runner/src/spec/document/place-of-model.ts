import type { JsonValue } from '../../records/json-value.ts';
import { isValueAxis, type ParameterAxis } from '../../records/parameter-axis.ts';
import { canonicalJson } from '../identity/canonical-json.ts';
import { nodeAt, placeOf, type DocumentPath, type SweepDocument } from './sweep-document.ts';

/** The values of a cell, by path. */
type Cell = Readonly<Record<string, JsonValue>>;

/**
 * Returns where a cell's model, or a layer of it, was written. The layer's path starts in the model: `['layers', 2]`.
 */
export type PlaceOfModel = (cell: Cell, path: DocumentPath) => string;

/** Makes a function that finds the place of a cell's model, `my-sweep.yaml:7:9`, wherever a sweep can name models. */
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
