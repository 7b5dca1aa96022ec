/** The names of the numbers that JSON lacks. `Number(name)` is the number. */
export const nonFiniteNames = ['NaN', 'Infinity', '-Infinity'] as const;

/** The name of a number that JSON lacks; undefined for all else. */
export function nonFiniteName(value: unknown): (typeof nonFiniteNames)[number] | undefined {
  if (typeof value !== 'number' || Number.isFinite(value)) return undefined;
  if (Number.isNaN(value)) return 'NaN';
  return value > 0 ? 'Infinity' : '-Infinity';
}

/** JSON with such numbers as text, `"NaN"`: for readers who know where a number stands. */
export function stringifyNamed(value: unknown, indent?: number): string {
  return JSON.stringify(value, (_, member: unknown) => nonFiniteName(member) ?? member, indent);
}

const tag = '$number';

/** JSON with such numbers tagged, `{"$number":"NaN"}`: for `parseTagged`, which needs no schema. */
export function stringifyTagged(value: unknown): string {
  return JSON.stringify(value, (_, member: unknown) => {
    const name = nonFiniteName(member);
    return name === undefined ? member : { [tag]: name };
  });
}

/** The inverse of `stringifyTagged`. The caller names the type that it wrote. */
export function parseTagged<Value>(text: string): Value {
  // The reviver makes parsing several times slower, and hardly any text needs it.
  if (!text.includes(`"${tag}"`)) return JSON.parse(text) as Value;
  return JSON.parse(text, (_, member: unknown) =>
    typeof member === 'object' && member !== null && tag in member ? Number(member[tag]) : member,
  ) as Value;
}
