/**
 * Everything that can be seen is in the address: what is shown can be sent as a link, and Back goes back.
 * `url.get('sev')` reads reactively; `url.set({ sev: 'critical' })` changes what is named and keeps the rest.
 */
type Changes = Record<string, string | number | null | undefined>;

const here = $state({ path: location.pathname, query: location.search });
const params = $derived(new URLSearchParams(here.query));

function show(path: string, query: URLSearchParams, replace: boolean): void {
  // Commas part lists and are legal there; spelled out they are easier to read and to type.
  const text = query.toString().replaceAll('%2C', ',').replaceAll('%3A', ':');
  const search = text ? `?${text}` : '';
  if (path === here.path && search === here.query) return;
  history[replace ? 'replaceState' : 'pushState'](null, '', path + search);
  here.path = path;
  here.query = search;
}

function changed(from: URLSearchParams, changes: Changes): URLSearchParams {
  const next = new URLSearchParams(from);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null || value === undefined || value === '') next.delete(name);
    else next.set(name, String(value));
  }
  return next;
}

/** What goes along when the page is changed. */
const KEPT = ['lang', 'wall'];

export const url = {
  get path(): string {
    return here.path;
  },
  get(name: string): string | null {
    return params.get(name);
  },
  /** A list with commas; empty when it is not there. */
  list(name: string): string[] {
    return params.get(name)?.split(',').filter(Boolean) ?? [];
  },
  set(changes: Changes, how?: { replace?: boolean }): void {
    show(here.path, changed(params, changes), how?.replace ?? false);
  },
  /** To another page; of the present one only language and wall mode are kept. */
  go(path: string, query: Changes = {}, how?: { replace?: boolean }): void {
    show(path, changed(kept(), query), how?.replace ?? false);
  },
  /** The address of another page, for links. */
  href(path: string, query: Changes = {}): string {
    const text = changed(kept(), query).toString().replaceAll('%2C', ',');
    return text ? `${path}?${text}` : path;
  },
};

function kept(): URLSearchParams {
  return new URLSearchParams([...params].filter(([name]) => KEPT.includes(name)));
}

window.addEventListener('popstate', () => {
  here.path = location.pathname;
  here.query = location.search;
});

// Links to our own pages do not load the page anew.
document.addEventListener('click', (event) => {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
    return;
  const link = (event.target as Element).closest?.('a');
  if (!link || link.target || link.origin !== location.origin || !isPage(link.pathname)) return;
  event.preventDefault();
  const query = new URLSearchParams(link.search);
  show(link.pathname, query, false);
});

function isPage(path: string): boolean {
  return path === '/' || /^\/(see|manage|use)(\/|$)/.test(path);
}
