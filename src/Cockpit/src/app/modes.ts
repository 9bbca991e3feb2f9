import { language, setLanguage } from '../i18n/index.svelte';
import { url } from './url.svelte';

export function toggleWall(): void {
  url.set({ wall: url.get('wall') === '1' ? null : '1' });
}

export function toggleLanguage(): void {
  setLanguage(language() === 'en' ? 'zh' : 'en');
}
