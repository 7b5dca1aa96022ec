import { z } from 'zod';

export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** Any JSON: the value of a swept parameter, a configuration, an environment. */
export const jsonValueSchema = z.custom<JsonValue>((value) => value !== undefined, 'expected a JSON value');
