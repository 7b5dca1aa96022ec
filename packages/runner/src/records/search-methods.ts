/** The values of `method` with their descriptions. */
export const searchMethods = {
  grid: 'every combination of the values under `parameters`',
} as const satisfies Readonly<Record<string, string>>;

export type SearchMethodName = keyof typeof searchMethods;

export const searchMethodNames = Object.keys(searchMethods) as SearchMethodName[];
