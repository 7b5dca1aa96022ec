import { useEffect, useState } from 'preact/hooks';

/** The page's address, which holds the whole state of a view. */
export interface Place {
  readonly path: string;
  readonly query: URLSearchParams;
}

const changed = 'sweepdeck:place';

function readPlace(): Place {
  return { path: location.pathname, query: new URLSearchParams(location.search) };
}

/** Goes to an address of this site. `replace` adds no step for the back button, for sorting, filters and selections. */
export function navigate(to: string, { replace = false }: { readonly replace?: boolean } = {}): void {
  if (replace) history.replaceState(null, '', to);
  else {
    history.pushState(null, '', to);
    scrollTo(0, 0);
  }
  dispatchEvent(new Event(changed));
}

export type QueryPatch = Readonly<Record<string, string | readonly string[] | null>>;

/** Changes parts of the query; null removes a name, a list repeats it. */
export function patchQuery(patch: QueryPatch): void {
  const { path, query } = readPlace();
  for (const [name, value] of Object.entries(patch)) {
    query.delete(name);
    if (value === null) continue;
    for (const one of typeof value === 'string' ? [value] : value) query.append(name, one);
  }
  navigate(query.size === 0 ? path : `${path}?${query}`, { replace: true });
}

export function usePlace(): Place {
  const [place, setPlace] = useState(readPlace);
  useEffect(() => {
    const update = () => setPlace(readPlace());
    addEventListener('popstate', update);
    addEventListener(changed, update);
    return () => {
      removeEventListener('popstate', update);
      removeEventListener(changed, update);
    };
  }, []);
  return place;
}

/** Handles plain clicks on links within the page; modified clicks and other sites are left to the browser. */
export function followLink(event: MouseEvent): void {
  if (event.defaultPrevented || event.button !== 0) return;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  if (link === null || link.target !== '' || link.origin !== location.origin || link.hasAttribute('download')) return;
  if (link.pathname.startsWith('/gallery')) return;
  event.preventDefault();
  navigate(link.pathname + link.search);
}

/** Matches `/sweeps/3` against `/sweeps/:id` -> `{ id: '3' }`; undefined when it does not match. */
export function matchPath(pattern: string, path: string): Record<string, string> | undefined {
  const wanted = pattern.split('/');
  const given = path.replace(/(?<=.)\/$/, '').split('/');
  if (wanted.length !== given.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? '';
    if (part.startsWith(':')) params[part.slice(1)] = value;
    else if (part !== value) return undefined;
  }
  return params;
}
