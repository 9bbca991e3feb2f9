import { type Box, emptyBox, grow } from './view';

const SIDE = 192;

/** Where outlets lie, by cells of a grid over all of them: finds those in a box or near a point without looking at the others. */
export class Grid {
  #start = new Int32Array(0);
  #items = new Int32Array(0);
  #box: Box = { west: 0, north: 0, east: 1, south: 1 };

  constructor(x: Float64Array, y: Float64Array, size: number) {
    const box = emptyBox();
    for (let i = 0; i < size; i++) {
      if (Number.isNaN(x[i]!)) continue;
      grow(box, x[i]!, y[i]!);
    }
    if (box.west > box.east) return;
    this.#box = box;
    const start = new Int32Array(SIDE * SIDE + 1);
    for (let i = 0; i < size; i++) if (!Number.isNaN(x[i]!)) start[this.#cell(x[i]!, y[i]!) + 1]!++;
    for (let c = 0; c < SIDE * SIDE; c++) start[c + 1]! += start[c]!;
    const items = new Int32Array(start[SIDE * SIDE]!);
    const next = start.slice();
    for (let i = 0; i < size; i++) if (!Number.isNaN(x[i]!)) items[next[this.#cell(x[i]!, y[i]!)]!++] = i;
    this.#start = start;
    this.#items = items;
  }

  /** All within the box, and some around it. */
  within(box: Box, visit: (i: number) => void): void {
    if (
      this.#items.length === 0 ||
      box.east < this.#box.west ||
      box.west > this.#box.east ||
      box.south < this.#box.north ||
      box.north > this.#box.south
    )
      return;
    const [left, right] = [this.#column(box.west), this.#column(box.east)];
    for (let row = this.#row(box.north), last = this.#row(box.south); row <= last; row++) {
      const end = this.#start[row * SIDE + right + 1]!;
      for (let at = this.#start[row * SIDE + left]!; at < end; at++) visit(this.#items[at]!);
    }
  }

  #cell(x: number, y: number): number {
    return this.#row(y) * SIDE + this.#column(x);
  }

  #column(x: number): number {
    return place(x, this.#box.west, this.#box.east);
  }

  #row(y: number): number {
    return place(y, this.#box.north, this.#box.south);
  }
}

function place(at: number, from: number, to: number): number {
  return Math.min(SIDE - 1, Math.max(0, Math.floor(((at - from) / (to - from || 1)) * SIDE)));
}
