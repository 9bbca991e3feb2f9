export interface Page {
  path: string;
  words: string;
  scope: 'read' | 'plan' | 'admin';
  province?: boolean;
}

/** The pages of the area in their order, with what is needed to be offered them. */
export const pages: Page[] = [
  { path: '/manage/incidents', words: 'm.manage.incidents', scope: 'read' },
  { path: '/manage/dispatch', words: 'm.manage.dispatch', scope: 'read' },
  { path: '/manage/mutes', words: 'm.manage.mutes', scope: 'read' },
  { path: '/manage/rules', words: 'm.manage.rules', scope: 'read' },
  { path: '/manage/policies', words: 'm.manage.policies', scope: 'read' },
  { path: '/manage/teams', words: 'm.manage.teams', scope: 'read' },
  { path: '/manage/keys', words: 'm.manage.keys', scope: 'admin', province: true },
];
