import { describe, expect, it } from 'vitest';
import { emptyForm, freshPlan, toText, VARIED, variable } from './form';

const name = (plan: { what: string; value: string }) => `${plan.what} "${plan.value}"`;

describe('the form', () => {
  it('says what it stands for, and only what is switched on', () => {
    const form = emptyForm('a: b');
    form.failures.camera.on = false;
    const text = toText(form, name);
    expect(text).toContain(
      'name: "a: b"\nseed: 1\nhorizon: 90d\nwarmup: 10d\nreplications: 10\nnetwork: {synthetic: 2000, seed: 7}\n',
    );
    expect(text).toContain('  terminal: {rate: 0.35/y, joint: 10%, repair: {lognormal: {mean: 45m, cv: 0.8}}}');
    for (const left of ['camera', 'growth', 'bursts', 'spares', 'compare']) expect(text).not.toContain(left);
  });

  it('leads another plan to what it changes, under a name that is quoted', () => {
    const form = emptyForm('x');
    form.spares.on = true;
    form.compare = VARIED.map((what) => freshPlan(what, form));
    const text = toText(form, name);
    expect(text).toContain('  - {name: "people \\"4\\"", teams.people: 4}');
    expect(text).toContain('"teams.shifts[0].share": 70%}');
    expect(text).toContain('teams.dispatch: nearest-idle}');
    expect(text).toContain('growth.failures: 1.5}');
    expect(text).toContain('spares.terminal.stock: 6}');
  });

  it('asks for precision, the live network and bursts where that is wanted', () => {
    const form = { ...emptyForm('x'), precise: true, network: 'live' as const, warmupDays: 0 };
    form.burst.on = true;
    const text = toText(form, name);
    expect(text).toContain('warmup: 0s\nreplications: {min: 10, max: 60, halfWidth: 5%}\nnetwork: {live: true}\n');
    expect(text).toContain('bursts: [{from: 30d, to: 33d, factor: 5}]');
  });

  it('takes the live teams, with or without more people, and varies only what is asked for', () => {
    const form = { ...emptyForm('x'), network: 'live' as const, crew: 'live' as const };
    expect(toText(form, name)).toContain(
      'teams:\n  live: true\n  speed: 30km/h\n  detour: 1.3\n  dispatch: zone-first\n',
    );
    expect(variable(form)).toEqual(['dispatch', 'failures']);
    const more = { ...form, crew: 'more' as const, people: 2, compare: [{ what: 'people' as const, value: '4' }] };
    const text = toText(more, name);
    expect(text).toContain(
      '  - {live: true, speed: 30km/h, detour: 1.3, dispatch: zone-first}\n  - {per: city, people: 2, ',
    );
    expect(text).toContain('"teams[1].people": 4}');
    // Whoever goes back to an invented network has its people again.
    expect(toText({ ...form, network: 'synthetic' }, name)).toContain('teams:\n  per: city\n');
  });

  it("has a document of one's own below its key, and says nothing of what is in force", () => {
    const form = emptyForm('x');
    expect(toText(form, name)).not.toContain('rulebook');
    form.rulebook = { own: true, text: 'version: 1\nrules:\n\n  - id: a\n' };
    form.policy = { own: false, text: 'ackTimeout: 1m' };
    const text = toText(form, name);
    expect(text).toContain('rulebook:\n  version: 1\n  rules:\n\n    - id: a\nteams:');
    expect(text).not.toContain('ackTimeout');
  });

  it('varies the stock only where there is one', () => {
    expect(variable(emptyForm('x'))).not.toContain('stock');
  });
});
