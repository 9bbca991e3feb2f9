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
    expect(text).toContain('teams.shifts[0].share: 70%}');
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

  it('varies the stock only where there is one', () => {
    expect(variable(emptyForm('x'))).not.toContain('stock');
  });
});
