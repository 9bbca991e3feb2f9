import { describe, expect, it } from 'vitest';
import { daysText, faultsAt, hasRemarks, textOf, toggled } from './team';

describe('a team as text', () => {
  it('is written as people write it, and keeps what no form knows of', () => {
    expect(
      textOf({
        side: 'telecom',
        areas: ['320813'],
        people: [
          { id: 'li', name: '李工', skills: ['fibre', 'off'], home: { lon: 118.87, lat: 33.29 }, role: undefined },
        ],
        shifts: [{ people: ['li'], days: 'mon-fri', from: '08:00', to: '24:00' }],
        later: { x: true },
      }),
    ).toBe(
      'side: telecom\nareas: ["320813"]\npeople:\n  - {id: li, name: "李工", skills: [fibre, "off"], home: {lon: 118.87, lat: 33.29}}\n' +
        'shifts:\n  - {people: [li], days: mon-fri, from: "08:00", to: "24:00"}\nlater: {x: true}\n',
    );
    expect(textOf({ side: 'province', people: [] })).toBe('side: province\npeople: []\n');
  });

  it('says whether somebody has written remarks into it', () => {
    const stored = (text: string, type = 'application/yaml') => ({ text, type, etag: '', version: 1 });
    expect(hasRemarks(stored('side: telecom # until May\n'))).toBe(true);
    expect(hasRemarks(stored('name: a#b\n'))).toBe(false);
    expect(hasRemarks(stored('{"name": "a #b"}', 'application/json'))).toBe(false);
    expect(hasRemarks(null)).toBe(false);
  });
});

describe('days', () => {
  it('are a span where they follow each other', () => {
    expect([daysText([0, 1, 2, 3, 4]), daysText([2]), daysText([5, 0]), daysText([])]).toEqual([
      'mon-fri',
      'wed',
      ['mon', 'sat'],
      [],
    ]);
  });

  it('are taken in and out one by one', () => {
    expect(toggled('mon-fri', 2)).toEqual(['mon', 'tue', 'thu', 'fri']);
    expect(toggled(['mon', 'tue', 'thu', 'fri'], 2)).toBe('mon-fri');
  });
});

it('faults are found by the place they are about, and not by one that begins alike', () => {
  const faults = ['people[1].id', 'people[1].skills[0]', 'people[10].id'].map((path) => ({ path, message: 'm' }));
  expect(faultsAt(faults, 'people[1]')).toHaveLength(2);
  expect(faultsAt(faults, 'people[1].skills')).toHaveLength(1);
});
