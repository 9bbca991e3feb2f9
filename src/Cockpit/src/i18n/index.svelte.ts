import { url } from '../app/url.svelte';
import en from './en';
import zh from './zh';

/** Words of the product by key. An area keeps its own in `src/AREA/zh.ts` and `en.ts` and adds them when it is loaded. */
export type Messages = Record<string, string>;
export type Language = 'zh' | 'en';

const messages: Record<Language, Messages> = { zh: { ...zh }, en: { ...en } };

export function addMessages(ofZh: Messages, ofEn: Messages): void {
  Object.assign(messages.zh, ofZh);
  Object.assign(messages.en, ofEn);
}

/** The language goes with the address, so that a link shows what its sender saw; else what was chosen here last, else Chinese. */
export function language(): Language {
  const asked = url.get('lang') ?? remembered();
  return asked === 'en' ? 'en' : 'zh';
}

export function setLanguage(to: Language): void {
  try {
    localStorage.setItem('twin.lang', to);
  } catch {
    // A browser that keeps nothing still has the address.
  }
  url.set({ lang: to });
}

function remembered(): string | null {
  try {
    return localStorage.getItem('twin.lang');
  } catch {
    return null;
  }
}

/** The words of a key, with `{name}` filled in. A key without words shows as itself: a test finds those. */
export function t(key: string, values?: Record<string, string | number>): string {
  const text = messages[language()][key] ?? key;
  return values ? text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? '')) : text;
}

/** One of two names, such as of a rule or a division. */
export function pick(zh: string, en: string): string {
  return language() === 'en' ? en : zh;
}
