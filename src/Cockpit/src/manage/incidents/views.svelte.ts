/** A set of filters somebody keeps under a name, in this browser. */
export interface Saved {
  name: string;
  query: string;
}

const KEY = 'twin.views.incidents';

function remembered(): Saved[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(kept)
      ? kept.filter((v): v is Saved => typeof v?.name === 'string' && typeof v?.query === 'string')
      : [];
  } catch {
    return [];
  }
}

const held = $state({ all: remembered() });

export const views = {
  get all(): Saved[] {
    return held.all;
  },
  save(name: string, query: string): void {
    keep([...held.all.filter((v) => v.name !== name), { name, query }]);
  },
  remove(name: string): void {
    keep(held.all.filter((v) => v.name !== name));
  },
};

function keep(all: Saved[]): void {
  held.all = all;
  try {
    localStorage.setItem(KEY, JSON.stringify(all));
  } catch {
    // Then they are kept until the page is left.
  }
}
