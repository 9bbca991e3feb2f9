import { PAINTED } from '../see.svelte';
import { COLOURS, DENSITY } from './shapes';

/** Colours of the dots as pixels are kept in memory, without their opacity: blue, green, red from above. */
const COLOUR = Uint32Array.from(PAINTED, (shown) => {
  const rgb = Number.parseInt(COLOURS[shown].slice(1), 16);
  return ((rgb & 0xff) << 16) | (rgb & 0xff00) | (rgb >> 16);
});

/**
 * What is too far away to have a shape, as pixels of a layer of its own: two hundred thousand outlets are drawn in the time of a few hundred shapes. Where many lie together it is the denser, and has
 * the colour of the worst of them.
 */
export class Dots {
  readonly layer = document.createElement('canvas');
  #ctx = this.layer.getContext('2d')!;
  #image: ImageData | null = null;
  #pixels = new Uint32Array(0);
  /** Of each pixel the worst that is on it. */
  #worst = new Uint8Array(0);
  #side = 1;
  #opacity = new Uint8Array(PAINTED.length);

  /** An empty layer as large as the map, in pixels of the screen; dots are squares of `side` of them. */
  begin(width: number, height: number, side: number): void {
    if (this.#image?.width !== width || this.#image.height !== height) {
      [this.layer.width, this.layer.height] = [width, height];
      this.#image = this.#ctx.createImageData(width, height);
      this.#pixels = new Uint32Array(this.#image.data.buffer);
      this.#worst = new Uint8Array(width * height);
    } else {
      this.#pixels.fill(0);
      this.#worst.fill(0);
    }
    this.#side = Math.max(1, Math.round(side));
    // A square of whole pixels is a little smaller or larger than was asked for: it is as strong as that one would be.
    const share = (side * side) / (this.#side * this.#side);
    this.#opacity = Uint8Array.from(PAINTED, (shown) => Math.min(255, 255 * DENSITY[shown] * share));
  }

  put(x: number, y: number, rank: number): void {
    const { width, height } = this.#image!;
    const [left, top] = [Math.round(x - this.#side / 2), Math.round(y - this.#side / 2)];
    for (let row = Math.max(0, top); row < Math.min(height, top + this.#side); row++)
      for (let column = Math.max(0, left); column < Math.min(width, left + this.#side); column++) {
        const at = row * width + column;
        const before = this.#pixels[at]!;
        const opacity = before >>> 24;
        const more = opacity + (((255 - opacity) * this.#opacity[rank]!) >> 8);
        if (opacity === 0 || rank >= this.#worst[at]!) {
          this.#worst[at] = rank;
          this.#pixels[at] = (more << 24) | COLOUR[rank]!;
        } else this.#pixels[at] = (more << 24) | (before & 0xffffff);
      }
  }

  end(): void {
    this.#ctx.putImageData(this.#image!, 0, 0);
  }
}
