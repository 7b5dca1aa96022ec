import { z } from 'zod';

export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** Any JSON value: a swept value, a configuration, an environment. */
export const jsonValueSchema = z.custom<JsonValue>((value) => value !== undefined, 'expected a JSON value');
