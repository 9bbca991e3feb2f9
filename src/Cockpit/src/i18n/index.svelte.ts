import { remember, remembered } from '../app/remembered';
import { url } from '../app/url.svelte';
import zh from './zh';

/** Words of the product by key. An area keeps its own in `src/AREA/zh.ts` and `en.ts` and adds them when it is loaded. */
export type Messages = Record<string, string>;
export type Language = 'zh' | 'en';

const chinese: Messages = { ...zh };
let english = $state.raw<Messages>({});
/** English of which nothing was needed so far: it is loaded when somebody reads it. */
const unread = new Set<() => Promise<{ default: Messages }>>([() => import('./en')]);
let chosen = remembered('twin.lang');

export function addMessages(ofZh: Messages, ofEn: () => Promise<{ default: Messages }>): void {
  Object.assign(chinese, ofZh);
  unread.add(ofEn);
}

/** Done when what was added can be read in the language of now; until then it is Chinese. */
export async function loadWords(): Promise<void> {
  if (language() !== 'en') return;
  const parts = [...unread];
  const loaded = await Promise.all(parts.map((part) => part()));
  english = Object.assign({}, english, ...loaded.map((m) => m.default));
  for (const part of parts) unread.delete(part);
}

/** A part that brings words of its own, once they can be read. */
export async function withWords<T>(part: Promise<T>): Promise<T> {
  const it = await part;
  await loadWords();
  return it;
}

/** The language goes with the address, so that a link shows what its sender saw; else what was chosen here last, else Chinese. */
export function language(): Language {
  const asked = url.get('lang') ?? chosen;
  return asked === 'en' ? 'en' : 'zh';
}

export function setLanguage(to: Language): void {
  chosen = to;
  remember('twin.lang', to);
  url.set({ lang: to });
}

/** The words of a key, with `{name}` filled in. A key without words shows as itself: a test finds those. */
export function t(key: string, values?: Record<string, string | number>): string {
  const text = (language() === 'en' ? english[key] : undefined) ?? chinese[key] ?? key;
  return values ? text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? '')) : text;
}

/** One of two names, such as of a rule or a division. */
export function pick(zh: string, en: string): string {
  return language() === 'en' ? en : zh;
}
