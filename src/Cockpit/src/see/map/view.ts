import { mercatorX, mercatorY } from '../../live/outlets';

/** What part of the world a map shows: its middle in Web Mercator from 0 to 1, and its zoom, of which one more is twice as large. */
export interface View {
  x: number;
  y: number;
  zoom: number;
}

export interface Box {
  west: number;
  north: number;
  east: number;
  south: number;
}

/** A box of nothing, to be grown by what it shall hold. */
export function emptyBox(): Box {
  return { west: Infinity, north: Infinity, east: -Infinity, south: -Infinity };
}

export function grow(box: Box, x: number, y: number): void {
  box.west = Math.min(box.west, x);
  box.east = Math.max(box.east, x);
  box.north = Math.min(box.north, y);
  box.south = Math.max(box.south, y);
}

export const ZOOM_MIN = 5.5;
export const ZOOM_MAX = 18;

/** Pixels of the whole world. */
export function worldSize(zoom: number): number {
  return 256 * 2 ** zoom;
}

export function toScreen(view: View, width: number, height: number, x: number, y: number): [number, number] {
  const size = worldSize(view.zoom);
  return [(x - view.x) * size + width / 2, (y - view.y) * size + height / 2];
}

export function toWorld(view: View, width: number, height: number, px: number, py: number): [number, number] {
  const size = worldSize(view.zoom);
  return [view.x + (px - width / 2) / size, view.y + (py - height / 2) / size];
}

export function boxOf(view: View, width: number, height: number, margin = 0): Box {
  const [west, north] = toWorld(view, width, height, -margin, -margin);
  const [east, south] = toWorld(view, width, height, width + margin, height + margin);
  return { west, north, east, south };
}

/** The view that shows a box whole, with some room around it. */
export function viewOf(box: Box, width: number, height: number, margin = 36): View {
  const room = (size: number) => Math.max(50, size - 2 * margin);
  const zoomX = Math.log2(room(width) / (256 * Math.max(box.east - box.west, 1e-9)));
  const zoomY = Math.log2(room(height) / (256 * Math.max(box.south - box.north, 1e-9)));
  return { x: (box.west + box.east) / 2, y: (box.north + box.south) / 2, zoom: clampZoom(Math.min(zoomX, zoomY, 14)) };
}

export function clampZoom(zoom: number): number {
  return Math.min(ZOOM_MAX, Math.max(ZOOM_MIN, zoom));
}

/** Nearer or farther so that the place under a point of the screen stays where it is. */
export function zoomAt(view: View, width: number, height: number, px: number, py: number, zoom: number): View {
  const [wx, wy] = toWorld(view, width, height, px, py);
  const size = worldSize(clampZoom(zoom));
  return { zoom: clampZoom(zoom), x: wx - (px - width / 2) / size, y: wy - (py - height / 2) / size };
}

/** As in the address: longitude, latitude and zoom. */
export function viewText(view: View): string {
  const lon = (view.x - 0.5) * 360;
  const lat = (Math.atan(Math.sinh(Math.PI * (1 - 2 * view.y))) * 180) / Math.PI;
  return `${lon.toFixed(4)},${lat.toFixed(4)},${view.zoom.toFixed(2)}`;
}

export function parseView(text: string | null): View | null {
  const [lon, lat, zoom, ...more] = (text ?? '').split(',').map(Number);
  if (lon === undefined || lat === undefined || zoom === undefined || more.length > 0) return null;
  if (![lon, lat, zoom].every(Number.isFinite) || Math.abs(lat) > 85 || Math.abs(lon) > 180) return null;
  return { x: mercatorX(lon), y: mercatorY(lat), zoom: clampZoom(zoom) };
}
