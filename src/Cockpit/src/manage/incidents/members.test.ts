import { describe, expect, it } from 'vitest';
import { mercatorX, mercatorY } from '../../live/outlets';
import { toScreen } from '../../see/map/view';
import { boxOfPlaces, centre, viewOfPlaces } from './members';

const at = (lon: number, lat: number) => ({ x: mercatorX(lon), y: mercatorY(lat) });

describe('the map of an incident', () => {
  it('shows all members, with room around them', () => {
    const places = [at(118.8, 32.0), at(119.0, 33.6), at(120.6, 31.3)];
    const view = viewOfPlaces(places, 400, 250);
    for (const { x, y } of places) {
      const [px, py] = toScreen(view, 400, 250, x, y);
      expect(px).toBeGreaterThanOrEqual(27);
      expect(px).toBeLessThanOrEqual(373);
      expect(py).toBeGreaterThanOrEqual(27);
      expect(py).toBeLessThanOrEqual(223);
    }
  });

  it('does not come nearer than what is around can be seen', () => {
    expect(viewOfPlaces([at(119, 33.6)], 400, 250).zoom).toBe(12.5);
  });

  it('has the node in the middle', () => {
    expect(centre(boxOfPlaces([at(118, 32), at(120, 32)])).x).toBeCloseTo(mercatorX(119));
  });
});
