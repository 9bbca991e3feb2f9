import { describe, expect, it } from 'vitest';
import { daysOf, isOn, stretches } from './shifts';

const team = (days: string, from: string, to: string) => ({
  id: 't',
  side: 'telecom' as const,
  areas: [],
  people: [{ id: 'li' }, { id: 'sun' }],
  shifts: [{ people: ['li'], days, from, to }],
  timeZone: 'Asia/Shanghai',
});

// 2027-01-01 is a Friday; 21:30 in Shanghai.
const friday = Date.parse('2027-01-01T13:30:00Z');
const hours = (h: number) => friday + h * 3_600_000;

describe('shifts', () => {
  it('name their days one by one, as a span and over Sunday', () => {
    expect(daysOf('mon-fri')).toEqual([0, 1, 2, 3, 4]);
    expect(daysOf(['mon', 'wed'])).toEqual([0, 2]);
    expect(daysOf('sat-mon')).toEqual([0, 5, 6]);
    expect(daysOf('mon-sun')).toHaveLength(7);
    expect(daysOf('never')).toEqual([]);
  });

  it('over midnight belong to the day they start on', () => {
    expect(stretches({ people: [], days: 'fri', from: '21:00', to: '09:00' })).toEqual([
      { day: 4, from: 1260, to: 1440 },
      { day: 5, from: 0, to: 540 },
    ]);
    const night = team('fri', '21:00', '09:00');
    expect([0, 11, 12, 24].map((h) => isOn(night, 'li', hours(h)))).toEqual([true, true, false, false]);
  });

  it('to 24:00 end with the day', () => {
    expect(stretches({ people: [], days: 'mon', from: '00:00', to: '24:00' })).toEqual([{ day: 0, from: 0, to: 1440 }]);
  });

  it('leave out whom none of them names; without any, everyone is on', () => {
    expect(isOn(team('mon-sun', '00:00', '24:00'), 'sun', friday)).toBe(false);
    expect(isOn({ ...team('mon', '00:00', '24:00'), shifts: [] }, 'sun', friday)).toBe(true);
  });
});
