import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inChinese } from './runbook';

const source = join(import.meta.dirname, '..', '..', '..', '..');
const read = (...path: string[]) => readFileSync(join(source, ...path), 'utf8');

describe('what is to be done first', () => {
  it('is in Chinese for every rule that Twin comes with, and for what it finds by itself', () => {
    const shipped = [
      ...[...read('Documents', 'Defaults', 'rulebook.yaml').matchAll(/^ {4}runbook: (.+)$/gm)].map((m) => m[1]!),
      ...[...read('Domain', 'Explanation', 'SharedReports.cs').matchAll(/Runbook = "([^"]+)"/g)].map((m) => m[1]!),
    ];
    expect(shipped.length).toBeGreaterThan(15);
    expect(shipped.filter((text) => inChinese(text) === text)).toEqual([]);
  });

  it('is shown as it was written where people wrote it', () => {
    expect(inChinese('Ring the bell twice.')).toBe('Ring the bell twice.');
  });
});
