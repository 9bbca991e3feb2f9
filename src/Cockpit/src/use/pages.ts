import type { Page } from '../manage/pages';

export const pages: Page[] = [
  { path: '/use', words: 'use.title', scope: 'read' },
  { path: '/use/simulations', words: 'sim.title', scope: 'plan', province: true },
];
