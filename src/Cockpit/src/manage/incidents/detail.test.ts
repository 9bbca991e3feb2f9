import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import en from '../en';
import zh from '../zh';
import { sentenceOf } from './detail';

const domain = join(import.meta.dirname, '../../../../Domain/Incidents');
const rules = readdirSync(domain)
  .map((f) => readFileSync(join(domain, f), 'utf8'))
  .join('\n');

describe('sentences of the server', () => {
  it.each([
    ['step 0: li wang', 'step', { n: '0', late: '', who: 'li wang' }],
    ['step 2, late: nobody', 'step', { n: '2', late: ', late', who: 'nobody' }],
    ['1 of 3: wang', 'repeated', { n: '1', of: '3', late: '', who: 'wang' }],
    ['nobody answered; told 2', 'unanswered', { late: '', n: '2' }],
    ['no response within 15 min of open time', 'noResponse', { min: '15' }],
    ['no free, skilled person of qjp can be there within 60 min', 'noCapacity', { team: 'qjp', min: '60' }],
    ['due 45 s ago', 'slipped', { s: '45' }],
    ['no team covers the area', 'noTeam', {}],
    ['nobody of team qjp is meant by on-shift lead now', 'nobodyMeant', { team: 'qjp', who: 'on-shift lead' }],
    ['the leg is onSite', 'legIs', { phase: 'onSite' }],
    ['webhook-0 failed and there is no other', 'channelLast', { channel: 'webhook-0' }],
    ['webhook-0 failed, and it has recovered since', 'channelRecovered', { channel: 'webhook-0' }],
    ['webhook-0 failed', 'channelFailed', { channel: 'webhook-0' }],
    ['by li', 'byPerson', { who: 'li' }],
    ['to li by admin', 'givenBy', { to: 'li', who: 'admin' }],
    ['li is there', 'isThere', { who: 'li' }],
    [
      'dying-gasp on 3208900011/l1 since 2026-11-27T11:24:36.6077373Z',
      'since',
      { rule: 'dying-gasp', device: '3208900011/l1', at: '2026-11-27T11:24:36.6077373Z' },
    ],
    [
      'node-down: 37 outlets since 2026-11-27T11:24:36.0000000Z',
      'sinceOutlets',
      { rule: 'node-down', n: '37', at: '2026-11-27T11:24:36.0000000Z' },
    ],
    ['minor -> critical', 'severity', { from: 'minor', to: 'critical' }],
    [
      'business (qjp) -> telecom (hz): not ours',
      'handedOn',
      { from: 'business', fromTeam: 'qjp', to: 'telecom', toTeam: 'hz', note: 'not ours' },
    ],
    ['business -> telecom', 'handedOn', { from: 'business', fromTeam: '', to: 'telecom', toTeam: '', note: '' }],
    ['explained by 3208900001-1k9x2', 'explainedBy', { id: '3208900001-1k9x2' }],
    [
      'terminal-offline on 3208900001/t1 is explained by this incident, and not paged by itself',
      'explained',
      { rule: 'terminal-offline', device: '3208900001/t1' },
    ],
    [
      'Line down: line-down on 3208900001/l1, bad now',
      'cause',
      { title: 'Line down', rule: 'line-down', device: '3208900001/l1', state: 'bad' },
    ],
    ['Access node down: 1500 outlets', 'causeOutlets', { title: 'Access node down', n: '1500' }],
    ['1500 outlets: 3208900001 3208900002 …', 'outlets', { n: '1500', some: '3208900001 3208900002 …' }],
    ['camera-dark on 3208900001/c1', 'faultOn', { rule: 'camera-dark', device: '3208900001/c1' }],
    [
      'silence s-1 until 2027-01-01T00:00:00.0000000Z: power: moved (li)',
      'pause',
      { pause: 'silence', id: 's-1', until: '2027-01-01T00:00:00.0000000Z', why: 'power: moved (li)' },
    ],
    [
      'closed until 2027-01-01T00:35:00.0000000Z',
      'pause',
      { pause: 'closed', id: '', until: '2027-01-01T00:35:00.0000000Z', why: '' },
    ],
    [
      'holds now: s-1 until 2027-01-01T00:00:00.0000000Z, power (li)',
      'holds',
      { id: 's-1', until: '2027-01-01T00:00:00.0000000Z', why: 'power (li)' },
    ],
    ['holds now', 'holds', { id: '', until: '', why: '' }],
  ])('%s', (text, key, values) => {
    expect(sentenceOf(text)).toMatchObject({ key, values });
    expect(zh).toHaveProperty([`m.detail.${key}`]);
  });

  it('that nobody knows, such as notes of people, stay as they are', () => {
    expect(['已联系店主', 'called the shop', 'li', 'step by step'].map(sentenceOf)).toEqual([null, null, null, null]);
  });
});

describe('words', () => {
  it('are there for every event that the rules write down', () => {
    const events = [...rules.matchAll(/\bNote\("(\w+)"/g), ...rules.matchAll(/TellPaged\(.*?, "(\w+)"/g)].map(
      (m) => m[1]!,
    );
    expect(events.length).toBeGreaterThan(15);
    expect(events.filter((e) => !(`m.event.${e}` in zh) || !(`m.event.${e}` in en))).toEqual([]);
  });

  it('are there for every reason', () => {
    const text = /enum IncidentReason[^{]*\{([\s\S]*?)\/\/ Refusals/.exec(rules)![1]!;
    const reasons = [...text.matchAll(/^\s+(\w+),/gm)].map((m) => m[1]![0]!.toLowerCase() + m[1]!.slice(1));
    expect(reasons.length).toBeGreaterThan(40);
    const needed = reasons.filter((r) => r !== 'nothingToDo');
    expect(needed.filter((r) => !(`m.reason.${r}` in zh) || !(`m.reason.${r}` in en))).toEqual([]);
  });
});
