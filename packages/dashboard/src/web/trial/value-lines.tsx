import type { JsonValue } from '../../contract/index.ts';
import { fullValue } from '../words/full-value.ts';

/** A value in full; a list of settings, such as layers, has a line per item. */
export function ValueLines({ path, value }: { readonly path: string; readonly value: JsonValue }) {
  if (!isListOfSettings(value)) return <>{fullValue(path, value)}</>;
  return (
    <ol class="value-lines">
      {value.map((item, place) => (
        <li key={place}>{fullValue(path, item)}</li>
      ))}
    </ol>
  );
}

function isListOfSettings(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value) && value.some((item: JsonValue) => typeof item === 'object' && item !== null);
}
