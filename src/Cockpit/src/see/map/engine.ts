import type { Outlets } from '../../live/outlets';
import { ABNORMAL, PAINTED, type Shown, shownAs } from '../see.svelte';
import { apart, type Disc } from './apart';
import { Dots } from './dots';
import { Grid } from './grid';
import { type Land, ORIGIN, UNIT } from './land';
import { BORDER, COLOURS, drawShape, LAND, SEA, spriteOf, TEXT } from './shapes';
import type { Tiles } from './tiles';
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

interface Ring extends Disc {
  area: AreaMark;
  /** Where it would be if it were alone. */
  fromX: number;
  fromY: number;
}

export type Hit = { kind: 'outlet'; at: number } | { kind: 'area'; area: AreaMark } | null;

/** What is drawn, worst last. */
export interface Scene {
  outlets: Outlets;
  areas: AreaMark[];
  land: Land[];
  /** `of`: the ring it belongs to, and goes along with. */
  labels: { text: string; x: number; y: number; strong: boolean; of?: string }[];
  /** Of each outlet what it is shown as, by its place in `PAINTED` counted from 1; 0: it is not shown. */
  ranks: Uint8Array;
  selected: number | null;
  hovered: number | null;
  areaCode: string | null;
  /** Pictures under it; null: the sketch alone. */
  tiles: Tiles | null;
  /** How much larger than on a desk: on a wall everything grows. */
  scale: number;
}

/** Draws the network on a canvas and tells what is under a point. Knows no framework and no address. */
export class MapEngine {
  #ctx: CanvasRenderingContext2D;
  #width = 0;
  #height = 0;
  #ratio = 1;
  #grid: Grid | null = null;
  #gridOf = -1;
  #gridFor: Outlets | null = null;
  #dots = new Dots();
  #dotsOf: { ranks: Uint8Array; view: View; width: number; height: number } | null = null;

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
    if (scene.tiles) {
      scene.tiles.draw(ctx, view, this.#width, this.#height);
      // A veil keeps them dark enough for what lies on them.
      ctx.fillStyle = 'rgb(7 20 32 / 55%)';
      ctx.fillRect(0, 0, this.#width, this.#height);
    }
    this.#drawLand(scene, view);
    this.#drawOutlets(scene, view);
    const rings = this.#ringsOf(scene, view);
    for (const ring of rings) this.#drawRing(ring, scene.scale);
    this.#drawLabels(scene, view, rings);
    this.#drawSelected(scene, view);
  }

  hit(scene: Scene, view: View, px: number, py: number): Hit {
    for (const { area, x, y, r } of this.#ringsOf(scene, view))
      if (Math.hypot(px - x, py - y) <= r + 3) return { kind: 'area', area };
    const reach = (11 * scene.scale) / worldSize(view.zoom);
    const [wx, wy] = toWorld(view, this.#width, this.#height, px, py);
    let best = -1;
    let weight = -Infinity;
    this.#gridOfScene(scene).within(
      { west: wx - reach, east: wx + reach, north: wy - reach, south: wy + reach },
      (i) => {
        const rank = scene.ranks[i];
        if (!rank || !isPoint(view, PAINTED[rank - 1]!)) return;
        const far = Math.hypot(scene.outlets.columns.x[i]! - wx, scene.outlets.columns.y[i]! - wy);
        if (far > reach) return;
        // The worse of two that lie together.
        const w = rank - far / reach;
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
      ctx.globalAlpha = scene.tiles ? 0.2 : 1;
      ctx.fill(land.path);
      ctx.globalAlpha = 1;
      ctx.lineWidth = 1 / scale;
      ctx.strokeStyle = BORDER;
      ctx.stroke(land.path);
    }
    ctx.restore();
  }

  #drawOutlets(scene: Scene, view: View): void {
    const box = boxOf(view, this.#width, this.#height, 12);
    const size = worldSize(view.zoom);
    const [left, top] = [this.#width / 2 - view.x * size, this.#height / 2 - view.y * size];
    const points = PAINTED.map((shown) => isPoint(view, shown));
    if (points.includes(false)) this.#drawDots(scene, view, box, points);
    this.#drawShapes(scene, view, box, points);
    if (view.zoom >= NAMES_ZOOM) this.#drawNames(scene, box, size, left, top);
  }

  #drawDots(scene: Scene, view: View, box: Box, points: boolean[]): void {
    const [width, height] = [this.canvas.width, this.canvas.height];
    const of = this.#dotsOf;
    if (of?.ranks !== scene.ranks || of.view !== view || of.width !== width || of.height !== height) {
      const { x, y } = scene.outlets.columns;
      const size = worldSize(view.zoom) * this.#ratio;
      const [left, top] = [width / 2 - view.x * size, height / 2 - view.y * size];
      // Few outlets would hardly be seen at the size that suits many.
      const side = (view.zoom < 8 ? 1.25 : 1.75) * (scene.outlets.size < 5_000 ? 1.5 : 1) * scene.scale * this.#ratio;
      this.#dots.begin(width, height, side);
      this.#gridOfScene(scene).within(box, (i) => {
        const rank = scene.ranks[i];
        if (rank && !points[rank - 1]) this.#dots.put(x[i]! * size + left, y[i]! * size + top, rank - 1);
      });
      this.#dots.end();
      this.#dotsOf = { ranks: scene.ranks, view, width, height };
    }
    this.#ctx.drawImage(this.#dots.layer, 0, 0, this.#width, this.#height);
  }

  #drawShapes(scene: Scene, view: View, box: Box, points: boolean[]): void {
    const [ctx, ratio] = [this.#ctx, this.#ratio];
    const { x, y } = scene.outlets.columns;
    const found: number[][] = PAINTED.map(() => []);
    this.#gridOfScene(scene).within(box, (i) => {
      const rank = scene.ranks[i];
      if (rank && points[rank - 1]) found[rank - 1]!.push(i);
    });
    const size = worldSize(view.zoom) * ratio;
    const [left, top] = [this.canvas.width / 2 - view.x * size, this.canvas.height / 2 - view.y * size];
    const r = radius(view.zoom) * scene.scale;
    // Pixels of the screen, onto which the shapes were drawn.
    ctx.save();
    ctx.resetTransform();
    PAINTED.forEach((shown, rank) => {
      if (found[rank]!.length === 0) return;
      const sprite = spriteOf(shown, ABNORMAL.has(shown) ? r : r * 0.62, ratio);
      const half = sprite.width / 2;
      for (const i of found[rank]!)
        ctx.drawImage(sprite, Math.round(x[i]! * size + left - half), Math.round(y[i]! * size + top - half));
    });
    ctx.restore();
  }

  #drawNames(scene: Scene, box: Box, size: number, left: number, top: number): void {
    const { x, y, name } = scene.outlets.columns;
    const taken: [number, number][] = [];
    this.#text('', 12 * scene.scale);
    this.#gridOfScene(scene).within(box, (i) => {
      const [px, py] = [x[i]! * size + left, y[i]! * size + top];
      if (!scene.ranks[i] || taken.some(([tx, ty]) => Math.abs(tx - px) < 110 && Math.abs(ty - py) < 16)) return;
      taken.push([px, py]);
      this.#label(name[i]!, px, py - 14 * scene.scale, TEXT);
    });
  }

  /** Where the rings are on the screen. */
  #ringsOf(scene: Scene, view: View): Ring[] {
    if (view.zoom >= SINGLES_ZOOM) return [];
    const rings = scene.areas
      .filter((area) => area.abnormal > 0)
      .map((area) => {
        const [x, y] = this.screen(view, area.x, area.y);
        return { area, x, y, r: radiusOf(area) * scene.scale, fromX: x, fromY: y };
      });
    return apart(rings, 2);
  }

  #drawRing({ area, x, y, r }: Ring, scale: number): void {
    const ctx = this.#ctx;
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
    // The worst in it by its shape too: a ring has only colours.
    const worst = PAINTED.findLast((shown) => area.parts.some(([part]) => part === shown));
    if (worst === 'critical' || worst === 'major') drawShape(ctx, worst, x + r * 0.78, y - r * 0.78, 4 * scale);
    ctx.font = `600 ${(area.abnormal > 999 ? 11 : 12.5) * scale}px ${FONT}`;
    ctx.textAlign = 'center';
    ctx.textBaseline = 'middle';
    ctx.fillStyle = '#fff';
    ctx.fillText(String(area.abnormal), x, y + 0.5);
  }

  /** The rings come first; of labels that would lie on each other the earlier is drawn. */
  #drawLabels(scene: Scene, view: View, rings: Ring[]): void {
    const taken = rings.map(({ x, y, r }) => ({ x, y, w: r, h: r }));
    for (const label of scene.labels) {
      const ring = rings.find((r) => r.area.code === label.of);
      const [atX, atY] = this.screen(view, label.x, label.y);
      const [x, y] = ring ? [atX + ring.x - ring.fromX, atY + ring.y - ring.fromY] : [atX, atY];
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
