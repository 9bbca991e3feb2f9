import type { Page } from '../manage/pages';

export const pages: Page[] = [
  { path: '/use', words: 'use.title', scope: 'read' },
  { path: '/use/restore', words: 'inc.restore', scope: 'read' },
  { path: '/use/offenders', words: 'inc.offenders', scope: 'read' },
  { path: '/use/ledger', words: 'inc.ledger', scope: 'read' },
  { path: '/use/simulations', words: 'sim.title', scope: 'plan', province: true },
];
