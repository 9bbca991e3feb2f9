import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const source = join(import.meta.dirname, '..');
const files = (readdirSync(source, { recursive: true }) as string[]).filter(
  (f) => /\.(svelte|ts)$/.test(f) && !/\.test\.ts$|\.d\.ts$/.test(f),
);
const words = import.meta.glob<{ default: Record<string, string> }>(['../**/zh.ts', '../**/en.ts'], { eager: true });

function all(language: string): Record<string, string> {
  return Object.assign(
    {},
    ...Object.entries(words)
      .filter(([f]) => f.endsWith(`/${language}.ts`))
      .map(([, m]) => m.default),
  );
}

const zh = all('zh');
const en = all('en');
const text = files
  .filter((f) => !/(^|\/)(zh|en)\.ts$/.test(f))
  .map((f) => readFileSync(join(source, f), 'utf8'))
  .join('\n');

describe('words', () => {
  it('are there in both languages, and not empty', () => {
    expect(Object.keys(en).sort()).toEqual(Object.keys(zh).sort());
    expect([...Object.entries(zh), ...Object.entries(en)].filter(([, v]) => v.trim() === '')).toEqual([]);
  });

  it('name the same values in both languages', () => {
    const names = (s: string | undefined) => [...(s ?? '').matchAll(/\{(\w+)\}/g)].map((m) => m[1]).sort();
    expect(Object.keys(zh).filter((k) => `${names(zh[k])}` !== `${names(en[k])}`)).toEqual([]);
  });

  it('are there for every key that is asked for', () => {
    const asked = [...text.matchAll(/\bt\(\s*'([^']+)'/g)].map((m) => m[1]!);
    expect(asked.length).toBeGreaterThan(50);
    expect(asked.filter((k) => !(k in zh))).toEqual([]);
  });

  it('are all asked for', () => {
    // A key put together, t(`phase.${x}`), asks for all that begin so.
    const begins = [...text.matchAll(/\bt\(\s*`([^`$]*)\$\{/g)].map((m) => m[1]!);
    const unused = Object.keys(zh).filter(
      (k) => !text.includes(`'${k}'`) && !begins.some((b) => b !== '' && k.startsWith(b)),
    );
    expect(unused).toEqual([]);
  });
});
