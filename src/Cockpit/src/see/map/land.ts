import outlines from '../../assets/jiangsu.geojson?url';
import { mercatorX, mercatorY } from '../../live/outlets';
import { type Box, emptyBox, grow } from './view';

/** The outline of a city, schematic: nothing is judged by it. */
export interface Land {
  code: string;
  nameZh: string;
  nameEn: string;
  /** Where its name goes. */
  x: number;
  y: number;
  box: Box;
  path: Path2D;
}

/** Paths are in units of this much of the world, about `ORIGIN`: fine enough for the precision in which they are drawn. */
export const UNIT = 1e-6;
export const ORIGIN = { x: mercatorX(119.2), y: mercatorY(33) };

interface Feature {
  properties: { adcode: string; name: string; nameEn: string; cp: [number, number] };
  geometry: { type: 'Polygon'; coordinates: Ring[] } | { type: 'MultiPolygon'; coordinates: Ring[][] };
}
type Ring = [number, number][];

let loading: Promise<Land[]> | null = null;

export function loadLand(): Promise<Land[]> {
  loading ??= fetch(outlines)
    .then((answer) => answer.json())
    .then((all: { features: Feature[] }) => all.features.map(landOf));
  return loading;
}

function landOf({ properties: p, geometry: g }: Feature): Land {
  const path = new Path2D();
  const box = emptyBox();
  for (const ring of g.type === 'Polygon' ? g.coordinates : g.coordinates.flat()) {
    ring.forEach(([lon, lat], i) => {
      const [x, y] = [mercatorX(lon), mercatorY(lat)];
      grow(box, x, y);
      path[i === 0 ? 'moveTo' : 'lineTo']((x - ORIGIN.x) / UNIT, (y - ORIGIN.y) / UNIT);
    });
    path.closePath();
  }
  return { code: p.adcode, nameZh: p.name, nameEn: p.nameEn, x: mercatorX(p.cp[0]), y: mercatorY(p.cp[1]), box, path };
}
