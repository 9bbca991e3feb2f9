import { remember, remembered } from '../../app/remembered';

/** A set of filters somebody keeps under a name, in this browser. */
export interface Saved {
  name: string;
  query: string;
}

const KEY = 'twin.views.incidents';

function kept(): Saved[] {
  try {
    const all: unknown = JSON.parse(remembered(KEY) ?? '[]');
    return Array.isArray(all)
      ? all.filter((v): v is Saved => typeof v?.name === 'string' && typeof v?.query === 'string')
      : [];
  } catch {
    return [];
  }
}

const held = $state({ all: kept() });

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
  remember(KEY, JSON.stringify(all));
}
