/** Names of the numbers that JSON lacks. `Number(name)` gives the number. */
export const nonFiniteNames = ['NaN', 'Infinity', '-Infinity'] as const;

/** Returns the name of a number that JSON lacks; undefined for any other value. */
export function nonFiniteName(value: unknown): (typeof nonFiniteNames)[number] | undefined {
  if (typeof value !== 'number' || Number.isFinite(value)) return undefined;
  if (Number.isNaN(value)) return 'NaN';
  return value > 0 ? 'Infinity' : '-Infinity';
}

/** Writes JSON in which such numbers are strings, `"NaN"`, for readers who know which fields hold numbers. */
export function stringifyNamed(value: unknown, indent?: number): string {
  return JSON.stringify(value, (_, member: unknown) => nonFiniteName(member) ?? member, indent);
}

const tag = '$number';

/** Writes JSON in which such numbers are tagged, `{"$number":"NaN"}`, for `parseTagged`, which finds them by their tag. */
export function stringifyTagged(value: unknown): string {
  return JSON.stringify(value, (_, member: unknown) => {
    const name = nonFiniteName(member);
    return name === undefined ? member : { [tag]: name };
  });
}

/** Parses what `stringifyTagged` wrote. */
export function parseTagged(text: string): unknown {
  // A reviver makes parsing several times slower, and hardly any text needs it.
  if (!text.includes(`"${tag}"`)) return JSON.parse(text);
  return JSON.parse(text, (_, member: unknown) =>
    typeof member === 'object' && member !== null && tag in member ? Number(member[tag]) : member,
  );
}
