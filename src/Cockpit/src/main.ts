import './theme/tokens.css';
import './theme/base.css';
import { mount } from 'svelte';
import { speakTo } from './api/client';
import App from './app/App.svelte';
import { routeOf } from './app/routes';
import { language, loadWords, t } from './i18n/index.svelte';

speakTo({ isChinese: () => language() === 'zh', unreachable: () => t('app.unreachable') });
// Fetched while the server is asked who we are.
void routeOf(location.pathname === '/' ? '/see' : location.pathname)
  ?.load()
  .catch(() => {});
void loadWords().finally(() => mount(App, { target: document.getElementById('app')! }));
