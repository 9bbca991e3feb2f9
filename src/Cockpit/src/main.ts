import './theme/tokens.css';
import './theme/base.css';
import { mount } from 'svelte';
import App from './app/App.svelte';
import { loadWords } from './i18n/index.svelte';

void loadWords().finally(() => mount(App, { target: document.getElementById('app')! }));
