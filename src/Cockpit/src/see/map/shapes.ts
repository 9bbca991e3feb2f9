import type { Shown } from '../see.svelte';

/** The palette as the canvas needs it; the same as in tokens.css. */
export const COLOURS: Record<Shown, string> = {
  ok: '#2f7f9e',
  minor: '#ffe88a',
  major: '#f59e0b',
  critical: '#ff2e63',
  unknown: '#9aa5b1',
  maintenance: '#8b7cf6',
  closed: '#4a6274',
};

/** How strongly a dot shows that has no shape of its own: what is well is no more than density. */
export const DENSITY: Record<Shown, number> = {
  ok: 0.62,
  closed: 0.5,
  minor: 0.7,
  major: 0.7,
  critical: 0.7,
  unknown: 0.7,
  maintenance: 0.7,
};

export const LAND = '#0f2233';
export const SEA = '#071420';
export const BORDER = '#27465d';
export const EDGE = '#ffe3ea';
export const TEXT = '#c9d8e3';

/** A shape of its own for each, so that none is told by its colour alone. */
export function drawShape(ctx: CanvasRenderingContext2D, shown: Shown, x: number, y: number, r: number): void {
  ctx.beginPath();
  switch (shown) {
    case 'critical':
      ctx.moveTo(x, y - r * 1.25);
      ctx.lineTo(x + r * 1.25, y);
      ctx.lineTo(x, y + r * 1.25);
      ctx.lineTo(x - r * 1.25, y);
      ctx.closePath();
      break;
    case 'major':
      ctx.moveTo(x, y - r * 1.2);
      ctx.lineTo(x + r * 1.15, y + r * 0.95);
      ctx.lineTo(x - r * 1.15, y + r * 0.95);
      ctx.closePath();
      break;
    case 'unknown':
      ctx.rect(x - r * 0.85, y - r * 0.85, r * 1.7, r * 1.7);
      break;
    default:
      ctx.arc(x, y, r, 0, Math.PI * 2);
  }
  if (shown === 'maintenance' || shown === 'closed') {
    ctx.lineWidth = Math.max(1.2, r * 0.4);
    ctx.strokeStyle = COLOURS[shown];
    ctx.stroke();
    return;
  }
  ctx.fillStyle = COLOURS[shown];
  ctx.fill();
  // The worst is the darkest where there are no colours: a light edge makes it the brightest.
  if (shown === 'critical' || r >= 3.5) {
    ctx.lineWidth = 1.25;
    ctx.strokeStyle = shown === 'critical' ? EDGE : SEA;
    ctx.stroke();
  }
}

const sprites = new Map<string, HTMLCanvasElement>();

/** The shape drawn once and then copied: where thousands are in sight, drawing each costs ten times as much. `ratio`: pixels of the screen in one of the page. */
export function spriteOf(shown: Shown, r: number, ratio: number): HTMLCanvasElement {
  const key = `${shown} ${r.toFixed(2)} ${ratio}`;
  let sprite = sprites.get(key);
  if (!sprite) {
    // Zooming asks for ever new sizes.
    if (sprites.size > 200) sprites.clear();
    sprite = document.createElement('canvas');
    sprite.width = sprite.height = 2 * Math.ceil((r * 1.25 + 2) * ratio);
    const ctx = sprite.getContext('2d')!;
    ctx.scale(ratio, ratio);
    drawShape(ctx, shown, sprite.width / 2 / ratio, sprite.height / 2 / ratio, r);
    sprites.set(key, sprite);
  }
  return sprite;
}
