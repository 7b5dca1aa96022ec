const tag = '$number';

/** JSON in which NaN and the infinities survive: `{"$number":"NaN"}`. */
export function toJsonColumn(value: unknown): string {
  return JSON.stringify(value, (_, member: unknown) =>
    typeof member === 'number' && !Number.isFinite(member) ? { [tag]: String(member) } : member,
  );
}

/** The inverse of `toJsonColumn`. The caller names the type that it wrote. */
export function fromJsonColumn<Value>(text: string): Value {
  // The reviver makes parsing several times slower, and hardly any text needs it.
  if (!text.includes(`"${tag}"`)) return JSON.parse(text) as Value;
  return JSON.parse(text, (_, member: unknown) =>
    typeof member === 'object' && member !== null && tag in member ? Number(member[tag]) : member,
  ) as Value;
}
