import { toScreen, type View, worldSize } from './view';

/** Pictures of 256 by 256 pixels under the map, from where whoever runs Twin has said. Those that are not there yet, or cannot be had, leave the sketch as it is. */
export class Tiles {
  #template: string;
  #arrived: () => void;
  /** By address, those asked for last at the end. */
  #pictures = new Map<string, HTMLImageElement>();

  constructor(template: string, arrived: () => void) {
    this.#template = template;
    this.#arrived = arrived;
  }

  draw(ctx: CanvasRenderingContext2D, view: View, width: number, height: number): void {
    const zoom = Math.max(0, Math.min(18, Math.round(view.zoom)));
    const count = 2 ** zoom;
    const side = worldSize(view.zoom) / count;
    const [left, top] = toScreen(view, width, height, 0, 0);
    const first = (from: number) => Math.max(0, Math.floor(-from / side));
    const last = (from: number, room: number) => Math.min(count - 1, Math.floor((room - from) / side));
    for (let y = first(top); y <= last(top, height); y++)
      for (let x = first(left); x <= last(left, width); x++) {
        const picture = this.#picture(zoom, x, y);
        if (picture.complete && picture.naturalWidth > 0)
          ctx.drawImage(picture, left + x * side, top + y * side, side + 0.5, side + 0.5);
      }
  }

  #picture(z: number, x: number, y: number): HTMLImageElement {
    const address = tileAddress(this.#template, z, x, y);
    let picture = this.#pictures.get(address);
    if (!picture) {
      picture = new Image();
      picture.onload = this.#arrived;
      picture.src = address;
    }
    this.#pictures.delete(address);
    this.#pictures.set(address, picture);
    if (this.#pictures.size > KEPT) this.#pictures.delete(this.#pictures.keys().next().value!);
    return picture;
  }
}

const KEPT = 400;

export function tileAddress(template: string, z: number, x: number, y: number): string {
  return template.replaceAll('{z}', String(z)).replaceAll('{x}', String(x)).replaceAll('{y}', String(y));
}
