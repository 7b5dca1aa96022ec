import type { Express } from 'express';
import type { z } from 'zod';
import { SweepdeckError } from '@sweepdeck/core/errors';
import { stringifyWire, type Route, type RouteParams, type RouteQuery, type RouteResponse } from '../contract/index.ts';

/**
 * Serves a route of the contract: parses its parameters and writes its response in the contract's form. The response
 * is typed but not validated at run time; tests do that.
 */
export function answerRoute<R extends Route>(
  app: Express,
  route: R,
  handle: (params: RouteParams<R>, query: RouteQuery<R>) => RouteResponse<R>,
): void {
  app.get(route.path, (request, response) => {
    const params = parse(route.params, request.params, 'path') as RouteParams<R>;
    const query = parse(route.query, request.query, 'query') as RouteQuery<R>;
    response
      .type('application/json')
      .set('Cache-Control', 'no-store')
      .send(stringifyWire(handle(params, query)));
  });
}

function parse(schema: z.ZodType, value: unknown, where: string): unknown {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new SweepdeckError({ code: 'bad-request', message: `the ${where} is not valid: ${problems.join('; ')}` });
}
