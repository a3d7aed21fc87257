/** What the address asks for; written as dbt's page writes it, so that links to either work with the other. */
export type Route =
  | { readonly kind: 'overview' }
  | { readonly kind: 'resource'; readonly id: string }
  | { readonly kind: 'list'; readonly query: string; readonly of: string; readonly tag: string }
  | {
      readonly kind: 'graph';
      /** Null: the whole project. */
      readonly focus: string | null;
      readonly up: number;
      readonly down: number;
    };

/** So many steps that none is left out. */
export const ALL_STEPS = 99;

/** The hash of an address, understood; what cannot be is the overview. */
export function parseRoute(hash: string): Route {
  const [path = '', search = ''] = hash.replace(/^#!?\/?/, '').split('?');
  const [first = '', second = ''] = path.split('/').map(decoded);
  const parameters = new URLSearchParams(search);
  if (first === 'list') {
    const [query, of, tag] = ['q', 'kind', 'tag'].map((name) => parameters.get(name) ?? '');
    return { kind: 'list', query: query ?? '', of: of ?? '', tag: tag ?? '' };
  }
  if (first === 'graph') {
    const [up, down] = [stepsOf(parameters.get('up')), stepsOf(parameters.get('down'))];
    return { kind: 'graph', focus: parameters.get('focus'), up, down };
  }
  return second === '' ? { kind: 'overview' } : { kind: 'resource', id: second.split('#')[0] ?? '' };
}

/** The hash for a route. */
export function routeHash(route: Route): string {
  switch (route.kind) {
    case 'overview':
      return '#!/overview';
    case 'resource':
      return `#!/${encodeURIComponent(route.id.split('.')[0] ?? '')}/${encodeURIComponent(route.id)}`;
    case 'list':
      return `#!/list${searchOf({ q: route.query, kind: route.of, tag: route.tag })}`;
    case 'graph':
      if (route.focus === null) return '#!/graph';
      return `#!/graph${searchOf({ focus: route.focus, up: String(route.up), down: String(route.down) })}`;
  }
}

/** The page of a resource. */
export const resourceHash = (id: string): string => routeHash({ kind: 'resource', id });

function searchOf(values: Readonly<Record<string, string>>): string {
  const given = Object.entries(values).filter(([, value]) => value !== '');
  return given.length === 0 ? '' : `?${new URLSearchParams(given)}`;
}

function stepsOf(text: string | null): number {
  const steps = Number(text ?? ALL_STEPS);
  return Number.isInteger(steps) && steps >= 0 ? Math.min(steps, ALL_STEPS) : ALL_STEPS;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
