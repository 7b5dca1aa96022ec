import { z } from 'zod';
import type { JsonValue } from '@sweepdeck/runner/records';

/** Any JSON: the value of a swept parameter, a configuration, an environment. */
export const jsonValue = z.custom<JsonValue>((value) => value !== undefined, 'expected a JSON value');

export type { JsonValue };
