import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { routeUrl, type Route, type RouteResponse } from '../../contract/index.ts';
import { fetchRoute, RequestFailure, type PathParams, type Query } from './fetch-route.ts';
import { useLive, type LiveNotice } from './live.ts';

export interface RouteState<R extends Route> {
  /** The last answer. It stays while the next request is running, so that nothing flickers. */
  readonly data: RouteResponse<R> | undefined;
  /** The error of the last request; undefined after a success. */
  readonly failure: RequestFailure | undefined;
  readonly retry: () => void;
}

/** Minimum time between two refreshes, however fast the sweep writes. */
const refreshMs = 500;

/** Returns a route's answer, and requests it again when its address changes or a live notice concerns it. */
export function useRoute<R extends Route>(
  route: R,
  params: PathParams,
  query: Query,
  concerns: (notice: LiveNotice) => boolean,
): RouteState<R> {
  const [data, setData] = useState<RouteResponse<R>>();
  const [failure, setFailure] = useState<RequestFailure>();
  const url = routeUrl(route, params, query);
  const latest = useRef({ route, params, query });
  latest.current = { route, params, query };
  const running = useRef<AbortController>(undefined);
  const isStale = useRef(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const load = useCallback(() => {
    clearTimeout(timer.current);
    timer.current = undefined;
    running.current?.abort();
    const controller = new AbortController();
    running.current = controller;
    isStale.current = false;
    fetchRoute(latest.current.route, latest.current.params, latest.current.query, controller.signal)
      .then(
        (answer) => {
          if (controller.signal.aborted) return;
          setData(answer);
          setFailure(undefined);
        },
        (error: unknown) => {
          if (controller.signal.aborted) return;
          setFailure(error instanceof RequestFailure ? error : new RequestFailure(0, String(error)));
        },
      )
      .finally(() => {
        if (running.current !== controller) return;
        running.current = undefined;
        timer.current = setTimeout(() => {
          timer.current = undefined;
          if (isStale.current) load();
        }, refreshMs);
      });
  }, []);

  useEffect(() => {
    load();
  }, [url, load]);
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      running.current?.abort();
      running.current = undefined;
    },
    [],
  );
  useLive((notice) => {
    if (notice.type !== 'reconnected' && !concerns(notice)) return;
    if (running.current === undefined && timer.current === undefined) load();
    else isStale.current = true;
  });
  return { data, failure, retry: load };
}
