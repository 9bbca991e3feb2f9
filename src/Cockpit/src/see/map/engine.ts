import type { Outlets } from '../../live/outlets';
import { ABNORMAL, type Shown, shownAs } from '../see.svelte';
import { Grid } from './grid';
import { type Land, ORIGIN, UNIT } from './land';
import { BORDER, COLOURS, drawShape, LAND, SEA, TEXT } from './shapes';
import { type Box, boxOf, toScreen, toWorld, type View, worldSize } from './view';

/** From this zoom on each outlet is shown for itself. */
export const SINGLES_ZOOM = 10;
/** From this zoom on the rings are of counties. */
export const COUNTY_ZOOM = 8.4;
const NAMES_ZOOM = 13.5;

/** A ring: an area and how many in it are abnormal, by how bad. */
export interface AreaMark {
  code: string;
  x: number;
  y: number;
  abnormal: number;
  parts: [Shown, number][];
}

export type Hit = { kind: 'outlet'; at: number } | { kind: 'area'; area: AreaMark } | null;

/** What is drawn, worst last. */
export interface Scene {
  outlets: Outlets;
  areas: AreaMark[];
  land: Land[];
  labels: { text: string; x: number; y: number; strong: boolean }[];
  has: (shown: Shown) => boolean;
  inArea: (district: number) => boolean;
  /** Only these; null: all. */
  only: ReadonlySet<number> | null;
  selected: number | null;
  hovered: number | null;
  areaCode: string | null;
  /** How much larger than on a desk: on a wall everything grows. */
  scale: number;
}

const ORDER: Shown[] = ['closed', 'ok', 'unknown', 'maintenance', 'minor', 'major', 'critical'];

/** Draws the network on a canvas and tells what is under a point. Knows no framework and no address. */
export class MapEngine {
  #ctx: CanvasRenderingContext2D;
  #width = 0;
  #height = 0;
  #ratio = 1;
  #grid: Grid | null = null;
  #gridOf = -1;
  #gridFor: Outlets | null = null;

  constructor(readonly canvas: HTMLCanvasElement) {
    this.#ctx = canvas.getContext('2d', { alpha: false })!;
  }

  /** Keeps the canvas as large as its frame, and tells of each new size; to be called to end that. */
  fill(frame: HTMLElement, resized: (size: { width: number; height: number }) => void): () => void {
    const watch = new ResizeObserver(([entry]) => {
      const { width, height } = entry!.contentRect;
      if (width === 0 || height === 0) return;
      this.#resize(width, height);
      resized({ width, height });
    });
    watch.observe(frame);
    return () => watch.disconnect();
  }

  #resize(width: number, height: number): void {
    this.#ratio = Math.min(devicePixelRatio || 1, 2);
    this.#width = width;
    this.#height = height;
    this.canvas.width = Math.round(width * this.#ratio);
    this.canvas.height = Math.round(height * this.#ratio);
  }

  draw(scene: Scene, view: View): void {
    const ctx = this.#ctx;
    ctx.setTransform(this.#ratio, 0, 0, this.#ratio, 0, 0);
    ctx.fillStyle = SEA;
    ctx.fillRect(0, 0, this.#width, this.#height);
    this.#drawLand(scene, view);
    this.#drawOutlets(scene, view);
    if (view.zoom < SINGLES_ZOOM) for (const area of scene.areas) this.#drawRing(area, view, scene.scale);
    this.#drawLabels(scene, view);
    this.#drawSelected(scene, view);
  }

  hit(scene: Scene, view: View, px: number, py: number): Hit {
    if (view.zoom < SINGLES_ZOOM)
      for (const area of scene.areas) {
        const [x, y] = toScreen(view, this.#width, this.#height, area.x, area.y);
        if (Math.hypot(px - x, py - y) <= radiusOf(area) * scene.scale + 3) return { kind: 'area', area };
      }
    const reach = (11 * scene.scale) / worldSize(view.zoom);
    const [wx, wy] = toWorld(view, this.#width, this.#height, px, py);
    let best = -1;
    let weight = -Infinity;
    this.#gridOfScene(scene).within(
      { west: wx - reach, east: wx + reach, north: wy - reach, south: wy + reach },
      (i) => {
        const far = Math.hypot(scene.outlets.columns.x[i]! - wx, scene.outlets.columns.y[i]! - wy);
        const shown = shownAs(scene.outlets, i);
        if (far > reach || !isChosen(scene, shown, i) || !isPoint(view, shown)) return;
        // The worse of two that lie together.
        const w = ORDER.indexOf(shown) - far / reach;
        if (w > weight) [best, weight] = [i, w];
      },
    );
    return best < 0 ? null : { kind: 'outlet', at: best };
  }

  screen(view: View, x: number, y: number): [number, number] {
    return toScreen(view, this.#width, this.#height, x, y);
  }

  #gridOfScene(scene: Scene): Grid {
    if (!this.#grid || this.#gridOf !== scene.outlets.placed || this.#gridFor !== scene.outlets) {
      const { x, y } = scene.outlets.columns;
      this.#grid = new Grid(x, y, scene.outlets.size);
      this.#gridOf = scene.outlets.placed;
      this.#gridFor = scene.outlets;
    }
    return this.#grid;
  }

  #drawLand(scene: Scene, view: View): void {
    const ctx = this.#ctx;
    const scale = UNIT * worldSize(view.zoom);
    const [ox, oy] = this.screen(view, ORIGIN.x, ORIGIN.y);
    ctx.save();
    ctx.translate(ox, oy);
    ctx.scale(scale, scale);
    ctx.lineJoin = 'round';
    const city = scene.areaCode ? `${scene.areaCode.slice(0, 4)}00` : null;
    for (const land of scene.land) {
      ctx.fillStyle = city && city !== '320000' && land.code !== city ? '#0b1a28' : LAND;
      ctx.fill(land.path);
      ctx.lineWidth = 1 / scale;
      ctx.strokeStyle = BORDER;
      ctx.stroke(land.path);
    }
    ctx.restore();
  }

  #drawOutlets(scene: Scene, view: View): void {
    const ctx = this.#ctx;
    const { x, y } = scene.outlets.columns;
    const box = boxOf(view, this.#width, this.#height, 12);
    const size = worldSize(view.zoom);
    const [left, top] = [this.#width / 2 - view.x * size, this.#height / 2 - view.y * size];
    const shapes: Map<Shown, number[]> = new Map(ORDER.map((s) => [s, []]));
    const single = view.zoom >= SINGLES_ZOOM;
    // Few outlets would hardly be seen at the size that suits many.
    const dot = single ? 0 : (view.zoom < 8 ? 1.25 : 1.75) * (scene.outlets.size < 5_000 ? 1.5 : 1) * scene.scale;
    const dots: Map<Shown, number[]> = new Map(ORDER.map((s) => [s, []]));
    this.#gridOfScene(scene).within(box, (i) => {
      const shown = shownAs(scene.outlets, i);
      if (!isChosen(scene, shown, i)) return;
      (isPoint(view, shown) ? shapes : dots).get(shown)!.push(i);
    });
    for (const shown of ORDER) {
      ctx.fillStyle = COLOURS[shown];
      ctx.globalAlpha = shown === 'ok' ? 0.62 : shown === 'closed' ? 0.5 : 0.7;
      for (const i of dots.get(shown)!)
        ctx.fillRect(x[i]! * size + left - dot / 2, y[i]! * size + top - dot / 2, dot, dot);
    }
    ctx.globalAlpha = 1;
    const r = radius(view.zoom) * scene.scale;
    for (const shown of ORDER)
      for (const i of shapes.get(shown)!)
        drawShape(ctx, shown, x[i]! * size + left, y[i]! * size + top, ABNORMAL.has(shown) ? r : r * 0.62);
    if (view.zoom >= NAMES_ZOOM) this.#drawNames(scene, box, size, left, top);
  }

  #drawNames(scene: Scene, box: Box, size: number, left: number, top: number): void {
    const { x, y, name } = scene.outlets.columns;
    const taken: [number, number][] = [];
    this.#text('', 12 * scene.scale);
    this.#gridOfScene(scene).within(box, (i) => {
      const [px, py] = [x[i]! * size + left, y[i]! * size + top];
      if (
        !isChosen(scene, shownAs(scene.outlets, i), i) ||
        taken.some(([tx, ty]) => Math.abs(tx - px) < 110 && Math.abs(ty - py) < 16)
      )
        return;
      taken.push([px, py]);
      this.#label(name[i]!, px, py - 14 * scene.scale, TEXT);
    });
  }

  #drawRing(area: AreaMark, view: View, scale: number): void {
    if (area.abnormal === 0) return;
    const ctx = this.#ctx;
    const [x, y] = this.screen(view, area.x, area.y);
    const r = radiusOf(area) * scale;
    if (x < -40 || y < -40 || x > this.#width + 40 || y > this.#height + 40) return;
    ctx.beginPath();
    ctx.arc(x, y, r, 0, Math.PI * 2);
    ctx.fillStyle = 'rgb(7 20 32 / 88%)';
    ctx.fill();
    let from = -Math.PI / 2;
    for (const [shown, count] of area.parts) {
      const to = from + (count / area.abnormal) * Math.PI * 2;
      ctx.beginPath();
      ctx.arc(x, y, r - 1.5 * scale, from, to);
      ctx.lineWidth = 3 * scale;
      ctx.strokeStyle = COLOURS[shown];
      ctx.stroke();
      from = to;
    }
    ctx.font = `600 ${(area.abnormal > 999 ? 11 : 12.5) * scale}px ${FONT}`;
    ctx.textAlign = 'center';
    ctx.textBaseline = 'middle';
    ctx.fillStyle = '#fff';
    ctx.fillText(String(area.abnormal), x, y + 0.5);
  }

  /** The rings come first; of labels that would lie on each other the earlier is drawn. */
  #drawLabels(scene: Scene, view: View): void {
    const taken: { x: number; y: number; w: number; h: number }[] = [];
    if (view.zoom < SINGLES_ZOOM)
      for (const area of scene.areas) {
        if (area.abnormal === 0) continue;
        const [x, y] = this.screen(view, area.x, area.y);
        const r = radiusOf(area) * scene.scale;
        taken.push({ x, y, w: r, h: r });
      }
    for (const label of scene.labels) {
      const [x, y] = this.screen(view, label.x, label.y);
      if (x < -60 || y < -20 || x > this.#width + 60 || y > this.#height + 20) continue;
      this.#text(label.strong ? '600 ' : '', (label.strong ? 13 : 12) * scene.scale);
      const box = { x, y, w: this.#ctx.measureText(label.text).width / 2 + 2, h: 8 * scene.scale };
      if (taken.some((o) => Math.abs(o.x - box.x) < o.w + box.w && Math.abs(o.y - box.y) < o.h + box.h)) continue;
      taken.push(box);
      this.#label(label.text, x, y, label.strong ? '#e4edf4' : '#a9bccb');
    }
  }

  #drawSelected(scene: Scene, view: View): void {
    for (const [code, colour] of [
      [scene.hovered, '#ffffff'],
      [scene.selected, '#4cc3e6'],
    ] as const) {
      const at = code === null ? undefined : scene.outlets.find(code);
      if (at === undefined || Number.isNaN(scene.outlets.columns.x[at]!)) continue;
      const [x, y] = this.screen(view, scene.outlets.columns.x[at]!, scene.outlets.columns.y[at]!);
      const ctx = this.#ctx;
      drawShape(ctx, shownAs(scene.outlets, at), x, y, Math.max(5, radius(view.zoom)) * scene.scale);
      ctx.beginPath();
      ctx.arc(x, y, Math.max(5, radius(view.zoom)) * scene.scale + 6, 0, Math.PI * 2);
      ctx.lineWidth = 2;
      ctx.strokeStyle = colour;
      ctx.stroke();
    }
  }

  #text(weight: string, px: number): void {
    this.#ctx.font = `${weight}${px}px ${FONT}`;
    this.#ctx.textAlign = 'center';
    this.#ctx.textBaseline = 'middle';
  }

  /** With a halo, so that it can be read on whatever lies below. */
  #label(text: string, x: number, y: number, colour: string): void {
    const ctx = this.#ctx;
    ctx.lineWidth = 3.5;
    ctx.lineJoin = 'round';
    ctx.strokeStyle = 'rgb(7 20 32 / 90%)';
    ctx.strokeText(text, x, y);
    ctx.fillStyle = colour;
    ctx.fillText(text, x, y);
  }
}

const FONT = '"Inter", "Noto Sans SC", "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", system-ui, sans-serif';

function isChosen(scene: Scene, shown: Shown, i: number): boolean {
  const { district, code } = scene.outlets.columns;
  return scene.has(shown) && scene.inArea(district[i]!) && (scene.only === null || scene.only.has(code[i]!));
}

/** Far away only what matters has a shape of its own: the rest is density. */
function isPoint(view: View, shown: Shown): boolean {
  return (
    view.zoom >= SINGLES_ZOOM ||
    shown === 'critical' ||
    shown === 'major' ||
    (view.zoom >= COUNTY_ZOOM && ABNORMAL.has(shown))
  );
}

function radius(zoom: number): number {
  return Math.min(8, Math.max(3, zoom - 5));
}

function radiusOf(area: AreaMark): number {
  return Math.min(24, 11 + 2.6 * Math.log10(Math.max(1, area.abnormal)) * 1.6);
}
