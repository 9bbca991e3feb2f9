import { describe, expect, it } from 'vitest';
import { handovers, turns } from './duty';
import { isOn } from './shifts';

// 2027-01-03 is a Sunday; 22:00 in Shanghai.
const sunday = Date.parse('2027-01-03T14:00:00Z');
const rota = {
  timeZone: 'Asia/Shanghai',
  shifts: [
    { people: ['li'], days: 'mon-fri', from: '08:00', to: '20:00' },
    { people: ['sun'], days: 'mon-sun', from: '20:00', to: '08:00' },
  ],
};

describe('the next 24 hours', () => {
  it('go over midnight and over the end of the week', () => {
    expect(turns(rota, 'sun', sunday)).toEqual([
      { from: 0, to: 600 },
      { from: 1320, to: 1440 },
    ]);
    expect(turns(rota, 'li', sunday)).toEqual([{ from: 600, to: 1320 }]);
  });

  it('hand over from one to the next, and say when nobody is on', () => {
    expect(handovers(rota, ['li', 'sun'], sunday)).toEqual([
      { from: 0, people: ['sun'] },
      { from: 600, people: ['li'] },
      { from: 1320, people: ['sun'] },
    ]);
    expect(handovers(rota, ['li'], sunday).map((h) => h.people)).toEqual([[], ['li'], []]);
  });

  it('are the same as asking minute by minute', () => {
    const team = { id: 't', side: 'telecom' as const, areas: [], people: [], ...rota };
    for (const id of ['li', 'sun'])
      for (let m = 0; m < 1440; m += 7)
        expect(turns(rota, id, sunday).some((x) => x.from <= m && m < x.to)).toBe(isOn(team, id, sunday + m * 60_000));
  });

  it('are all of it for everyone where there are no shifts', () => {
    expect(turns({ ...rota, shifts: [] }, 'li', sunday)).toEqual([{ from: 0, to: 1440 }]);
  });
});
