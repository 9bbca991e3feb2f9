import { describe, expect, it } from 'vitest';
import { mercatorX, mercatorY } from '../../live/outlets';
import { apart } from './apart';
import { Grid } from './grid';
import { boxOf, parseView, toScreen, viewOf, viewText, zoomAt } from './view';

const suzhou = { x: mercatorX(120.62), y: mercatorY(31.3), zoom: 9 };

describe('a view', () => {
  it('keeps the place under the pointer when it comes nearer', () => {
    const before = boxOf(suzhou, 800, 600);
    const after = zoomAt(suzhou, 800, 600, 700, 50, 11);
    const [px, py] = toScreen(
      suzhou,
      800,
      600,
      before.east - (before.east - before.west) / 8,
      before.north + (before.south - before.north) / 12,
    );
    const [ax, ay] = toScreen(
      after,
      800,
      600,
      before.east - (before.east - before.west) / 8,
      before.north + (before.south - before.north) / 12,
    );
    expect(Math.hypot(px - ax, py - ay)).toBeLessThan(1e-6);
  });

  it('goes through the address and back', () => {
    const back = parseView(viewText(suzhou))!;
    expect(Math.abs(back.x - suzhou.x) * 360).toBeLessThan(1e-3);
    expect(back.zoom).toBe(9);
    for (const bad of [null, '', '1,2', 'a,b,c', '1,99,3', '1,2,3,4']) expect(parseView(bad)).toBeNull();
  });

  it('shows a box whole', () => {
    const box = { west: mercatorX(116.3), east: mercatorX(122), north: mercatorY(35.2), south: mercatorY(30.7) };
    const shown = boxOf(viewOf(box, 700, 900), 700, 900);
    expect(
      shown.west <= box.west && shown.east >= box.east && shown.north <= box.north && shown.south >= box.south,
    ).toBe(true);
  });
});

describe('a grid', () => {
  it('finds all that a look at each one finds', () => {
    let seed = 7;
    const random = () => {
      seed = (seed * 16807) % 2147483647;
      return seed / 2147483647;
    };
    const n = 5000;
    const x = Float64Array.from({ length: n }, (_, i) => (i % 97 === 0 ? Number.NaN : 0.8 + random() * 0.02));
    const y = Float64Array.from({ length: n }, () => 0.4 + random() * 0.02);
    const grid = new Grid(x, y, n);
    for (const box of [
      { west: 0.803, east: 0.807, north: 0.405, south: 0.406 },
      { west: 0.7, east: 0.9, north: 0.3, south: 0.5 },
      { west: 0.9, east: 0.95, north: 0.3, south: 0.5 },
    ]) {
      const inside = (i: number) => x[i]! >= box.west && x[i]! <= box.east && y[i]! >= box.north && y[i]! <= box.south;
      const found: number[] = [];
      grid.within(box, (i) => {
        if (inside(i)) found.push(i);
      });
      expect(found.sort((a, b) => a - b)).toEqual([...Array(n).keys()].filter(inside));
    }
  });

  it('of nothing finds nothing', () => {
    new Grid(new Float64Array([Number.NaN]), new Float64Array([Number.NaN]), 1).within(
      { west: 0, east: 1, north: 0, south: 1 },
      () => expect.unreachable(),
    );
  });
});

describe('rings', () => {
  it('do not hide each other, and one that is alone stays where it is', () => {
    const discs = apart(
      [
        { x: 10, y: 10, r: 20 },
        { x: 10, y: 10, r: 20 },
        { x: 22, y: 14, r: 12 },
        { x: 300, y: 300, r: 20 },
      ],
      2,
    );
    for (const [i, a] of discs.entries())
      for (const b of discs.slice(i + 1)) expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeGreaterThan(a.r + b.r);
    expect(discs[3]).toEqual({ x: 300, y: 300, r: 20 });
  });
});
