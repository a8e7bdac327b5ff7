/** A path that fits the request, with what its variables caught. */
export interface RouteMatch<T> {
  readonly route: T;
  /** Decoded; undefined when the path has no variables. */
  readonly pathParameters: Readonly<Record<string, string>> | undefined;
}

interface Compiled<T> {
  readonly route: T;
  readonly method: string;
  readonly segments: readonly string[];
  readonly greedy: boolean;
}

const VARIABLE = /^\{([A-Za-z0-9._-]+)(\+)?\}$/u;

/**
 * Routes of an HTTP API in the order in which it chooses: an exact path, a path with variables (the one that is
 * literal longest from the left), a greedy one; at the same path a method wins over ANY.
 * A closing slash makes another path. HEAD and OPTIONS get no help: they need a route of their own, or ANY.
 * @throws Error when two routes have the same key, or a greedy variable is not the last segment
 */
export function compileRoutes<T extends { readonly method: string; readonly path: string }>(
  routes: readonly T[],
): (method: string, path: string) => RouteMatch<T> | undefined {
  const seen = new Set<string>();
  const compiled = routes.map((route) => {
    const key = `${route.method} ${route.path}`;
    if (seen.has(key)) throw new Error(`Two routes are ${key}`);
    seen.add(key);
    const segments = split(route.path);
    if (segments.slice(0, -1).some((segment) => segment.endsWith('+}'))) {
      throw new Error(`A greedy variable must come last: ${key}`);
    }
    return { route, method: route.method, segments, greedy: segments.at(-1)?.endsWith('+}') ?? false };
  });
  const ordered = compiled.toSorted(compare);
  return (method, path) => {
    const parts = split(path);
    for (const candidate of ordered) {
      if (candidate.method !== method && candidate.method !== 'ANY') continue;
      const pathParameters = fit(candidate, parts);
      if (pathParameters !== undefined) {
        return {
          route: candidate.route,
          pathParameters: Object.keys(pathParameters).length > 0 ? pathParameters : undefined,
        };
      }
    }
    return undefined;
  };
}

/** Percent-decoded; text that is no valid encoding stays as it is. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return text;
    throw error;
  }
}

function split(path: string): string[] {
  return path.replace(/^\//u, '').split('/');
}

function fit<T>(route: Compiled<T>, parts: readonly string[]): Record<string, string> | undefined {
  const { segments, greedy } = route;
  if (greedy ? parts.length < segments.length : parts.length !== segments.length) return undefined;
  const caught: Record<string, string> = {};
  for (const [index, segment] of segments.entries()) {
    const name = VARIABLE.exec(segment)?.[1];
    const part = parts[index] ?? '';
    if (name === undefined) {
      if (segment !== decoded(part)) return undefined;
    } else {
      const value = greedy && index === segments.length - 1 ? parts.slice(index).join('/') : part;
      if (value === '') return undefined;
      caught[name] = decoded(value);
    }
  }
  return caught;
}

function compare<T>(a: Compiled<T>, b: Compiled<T>): number {
  return rank(a).localeCompare(rank(b), 'en') || Number(a.method === 'ANY') - Number(b.method === 'ANY');
}

/** One digit a segment: literal before variable before greedy. */
function rank<T>(route: Compiled<T>): string {
  const kinds = route.segments.map((segment) => (VARIABLE.test(segment) ? '1' : '0')).join('');
  return `${route.greedy ? '1' : '0'}${route.greedy ? kinds.slice(0, -1).padEnd(32, '2') : kinds}`;
}
