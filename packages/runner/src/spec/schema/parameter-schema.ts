import { z } from 'zod';
import { canonicalJson } from '../identity/canonical-json.ts';
import { formOf } from '../identity/key-form.ts';
import { withoutDefault } from '../zod/without-default.ts';

/**
 * Makes the schema of an entry under `parameters`: `{ values: [...] }` or `{ value: x }`, with values of the kind
 * that its path takes.
 */
export function parameterSchema(path: string, schema: z.core.$ZodType): z.ZodObject {
  const value = withoutDefault(schema);
  return z
    .strictObject({
      values: z.array(value).min(1).optional().describe('The values to try, in this order'),
      value: z.optional(value).describe('One value for all trials'),
    })
    .check(({ value: entry, issues }) => {
      const report = (message: string, at: (string | number)[], hint?: string): void => {
        issues.push({ code: 'custom', message, path: at, input: entry, params: { hint } });
      };
      const { values } = entry;
      const hasValue = entry.value !== undefined;
      const isMisspelt = issues.some(({ code }) => code === 'unrecognized_keys');
      const hasWrongValue = issues.some(({ path: at }) => at?.[0] === 'values');
      if (values === undefined && !hasValue && !isMisspelt)
        report('saw neither values nor value; expected one of them', []);
      if (values === undefined) return;
      if (hasValue) report('saw both values and value; expected one of them', []);
      if (values.length > 1 && (path === 'dataset' || path.startsWith('dataset.'))) {
        report(
          `saw ${values.length} values; expected one, because a sweep trains on one dataset`,
          ['values'],
          'write one sweep file per dataset',
        );
      }
      // NaN and infinities have no canonical JSON.
      if (hasWrongValue) return;
      const firstIndex = new Map<string, number>();
      for (const [index, item] of values.entries()) {
        const text = canonicalJson(formOf(value, item));
        const first = firstIndex.get(text);
        if (first === undefined) firstIndex.set(text, index);
        else
          issues.push({
            code: 'custom',
            message: `is the same as values[${first}]`,
            path: ['values', index],
            input: entry,
            params: { twin: ['values', first] },
          });
      }
    });
}
