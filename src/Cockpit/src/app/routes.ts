import type { Component } from 'svelte';

/** A page: the longest `path` an address begins with is shown. `area` is the tab it belongs to. Each is a chunk of its own, loaded when it is first shown. */
export interface Route {
  path: string;
  area: 'see' | 'manage' | 'use';
  load: () => Promise<{ default: Component }>;
}

export const routes: Route[] = [
  { path: '/see', area: 'see', load: () => import('../see/SeePage.svelte') },
  { path: '/see/outlets', area: 'see', load: () => import('../see/OutletPage.svelte') },
  { path: '/manage/incidents', area: 'manage', load: () => import('../manage/incidents/IncidentsPage.svelte') },
  { path: '/manage/dispatch', area: 'manage', load: () => import('../manage/dispatch/DispatchPage.svelte') },
  { path: '/manage/mutes', area: 'manage', load: () => import('../manage/mutes/MutesPage.svelte') },
  { path: '/manage/rules', area: 'manage', load: () => import('../manage/documents/RulesPage.svelte') },
  { path: '/manage/policies', area: 'manage', load: () => import('../manage/documents/PoliciesPage.svelte') },
  { path: '/manage/teams', area: 'manage', load: () => import('../manage/documents/TeamsPage.svelte') },
  { path: '/manage/keys', area: 'manage', load: () => import('../manage/keys/KeysPage.svelte') },
  { path: '/use', area: 'use', load: () => import('../use/UsePage.svelte') },
  { path: '/use/restore', area: 'use', load: () => import('../use/incidents/RestorePage.svelte') },
  { path: '/use/offenders', area: 'use', load: () => import('../use/incidents/OffendersPage.svelte') },
  { path: '/use/ledger', area: 'use', load: () => import('../use/incidents/LedgerPage.svelte') },
  { path: '/use/simulations', area: 'use', load: () => import('../use/simulation/RunsPage.svelte') },
  { path: '/use/simulations/new', area: 'use', load: () => import('../use/simulation/BuilderPage.svelte') },
  { path: '/use/simulations/compare', area: 'use', load: () => import('../use/simulation/ComparePage.svelte') },
];

export function routeOf(path: string): Route | undefined {
  return routes
    .filter((r) => path === r.path || path.startsWith(`${r.path}/`))
    .sort((a, b) => b.path.length - a.path.length)[0];
}

/** What follows a route's path: `/see/outlets/3208008351` -> `3208008351`. */
export function rest(path: string, route: string): string {
  return decodeURIComponent(path.slice(route.length + 1));
}
