import type { Permission } from '#platform/permission';
import { allowed } from '#platform/permission';
import type { Scope } from '#platform/scope';
import type { Route } from '#platform/web';

/** Answers whether this reader may open an address of the space being shown. */
export type Opens = (href: string) => boolean;

interface Node {
  readonly words: Map<string, Node>;
  part: Node | null;
  permission: Permission | null;
}

const emptyNode = (): Node => ({ words: new Map(), part: null, permission: null });

/**
 * Which pages are open to whom, asked by address: masthead, lists and action links leave out what would be refused.
 * The permission of the route decides; a record may refuse besides, as when a seat is missing. Addresses of other
 * spaces are answered as open, since what the reader holds there is not known here.
 */
export function routeOpener(routes: readonly Route[]): (scope: Scope, slug: string | null, signedIn: boolean) => Opens {
  const root = emptyNode();
  for (const route of routes) if (opensByLink(route)) place(root, route);
  return (scope, slug, signedIn) => {
    if (!signedIn || slug === null) return () => true;
    return (href) => {
      const segments = segmentsOf(href);
      if (segments[1] !== slug) return true;
      const permission = find(root, segments);
      // Held without its second factor it leads to the page that asks for it.
      return permission === undefined || refusal(scope, permission) !== 'access.not_allowed';
    };
  };
}

function refusal(scope: Scope, permission: Permission): string | null {
  if (scope.actor === null) return permission.who === 'anyone' ? null : 'access.not_allowed';
  const may = allowed(scope, permission);
  return may.ok ? null : may.fault.code;
}

function opensByLink(route: Route): boolean {
  if (route.kind === 'raw') return route.method === 'GET';
  return route.kind !== 'form' || route.postOnly !== true;
}

function segmentsOf(href: string): readonly string[] {
  return (href.split(/[?#]/, 1)[0] ?? '')
    .split('/')
    .slice(1)
    .filter((word, at) => at !== 0 || word !== '');
}

function place(root: Node, route: Route): void {
  let node = root;
  for (const word of segmentsOf(route.path)) {
    const next = (word.startsWith(':') ? node.part : node.words.get(word)) ?? emptyNode();
    if (word.startsWith(':')) node.part = next;
    else node.words.set(word, next);
    node = next;
  }
  node.permission ??= route.permission;
}

/** The permission of the route an address leads to; words of a path go before its parts. */
function find(node: Node, [word, ...rest]: readonly string[]): Permission | undefined {
  if (word === undefined) return node.permission ?? undefined;
  const next = node.words.get(word);
  const byWord = next === undefined ? undefined : find(next, rest);
  return byWord ?? (node.part === null ? undefined : find(node.part, rest));
}
