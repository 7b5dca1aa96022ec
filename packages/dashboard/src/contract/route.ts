import type { z } from 'zod';

/** A request that the server answers with JSON. */
export interface Route<
  Params extends z.ZodObject = z.ZodObject,
  Query extends z.ZodObject = z.ZodObject,
  Response extends z.ZodType = z.ZodType,
> {
  /** The path, with `:name` for each parameter. */
  readonly path: string;
  readonly summary: string;
  readonly params: Params;
  readonly query: Query;
  readonly response: Response;
}

export type RouteParams<R extends Route> = z.output<R['params']>;
export type RouteQuery<R extends Route> = z.output<R['query']>;
export type RouteResponse<R extends Route> = z.output<R['response']>;

/** Returns a route with the types of its schemas inferred. */
export function defineRoute<Params extends z.ZodObject, Query extends z.ZodObject, Response extends z.ZodType>(
  route: Route<Params, Query, Response>,
): Route<Params, Query, Response> {
  return route;
}

/**
 * Returns the address of a request: parameters in the path, the rest as a query. Lists are joined by commas, and
 * undefined values omitted.
 *
 * @throws Error when a parameter of the path is missing
 */
export function routeUrl<R extends Route>(
  route: R,
  params: Readonly<Record<string, string | number>>,
  query: Readonly<Record<string, string | number | readonly string[] | undefined>> = {},
): string {
  const path = route.path.replaceAll(/:(\w+)/g, (_, name: string) => {
    const value = params[name];
    if (value === undefined) throw new Error(`${route.path} needs ${name}`);
    return encodeURIComponent(value);
  });
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) search.set(name, Array.isArray(value) ? value.join(',') : String(value));
  }
  return search.size === 0 ? path : `${path}?${search.toString()}`;
}
