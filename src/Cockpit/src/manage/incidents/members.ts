import { type Box, emptyBox, grow, type View, viewOf } from '../../see/map/view';

export interface Place {
  x: number;
  y: number;
}

/** One outlet alone would be shown at the end of the scale, without anything around it to know it by. */
const ZOOM_MAX = 12.5;

export function boxOfPlaces(places: readonly Place[]): Box {
  const box = emptyBox();
  for (const { x, y } of places) grow(box, x, y);
  return box;
}

export function centre(box: Box): Place {
  return { x: (box.west + box.east) / 2, y: (box.north + box.south) / 2 };
}

/** All of them, with room around, and not nearer than makes sense. */
export function viewOfPlaces(places: readonly Place[], width: number, height: number): View {
  const view = viewOf(boxOfPlaces(places), width, height, 28);
  return { ...view, zoom: Math.min(view.zoom, ZOOM_MAX) };
}
