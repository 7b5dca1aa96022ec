import { apiErrorSchema, routeUrl, type Route, type RouteResponse } from '../../contract/index.ts';
import { commandName } from '../commands/command-name.ts';

export type PathParams = Readonly<Record<string, string | number>>;
export type Query = Readonly<Record<string, string | number | readonly string[] | undefined>>;

/** A failure that the page shows. `status` is 0 when the server did not answer. */
export class RequestFailure extends Error {
  readonly status: number;
  readonly hint: string | undefined;

  constructor(status: number, message: string, hint?: string) {
    super(message);
    this.status = status;
    this.hint = hint;
  }
}

/**
 * Requests a route and decodes the answer by the contract.
 *
 * @throws RequestFailure
 */
export async function fetchRoute<R extends Route>(
  route: R,
  params: PathParams,
  query: Query,
  signal: AbortSignal,
): Promise<RouteResponse<R>> {
  let response: Response;
  try {
    response = await fetch(routeUrl(route, params, query), { signal });
  } catch (error) {
    if (signal.aborted) throw error;
    throw new RequestFailure(
      0,
      'the dashboard server does not answer',
      `Check that \`${commandName()} dashboard\` is still running.`,
    );
  }
  const body: unknown = await response.json().catch(() => undefined);
  if (!response.ok) {
    const parsed = apiErrorSchema.safeParse(body);
    if (!parsed.success) throw new RequestFailure(response.status, `the server answered ${response.status}`);
    throw new RequestFailure(response.status, parsed.data.error.message, parsed.data.error.hint);
  }
  const decoded = route.response.safeParse(body);
  if (decoded.success) return decoded.data as RouteResponse<R>;
  const [issue] = decoded.error.issues;
  throw new RequestFailure(
    response.status,
    `the answer of ${route.path} is not as expected at ${issue?.path.join('.')}: ${issue?.message}`,
    'The page and the server may be different versions: reload the page.',
  );
}
