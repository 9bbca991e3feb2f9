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

export const LAND = '#0f2233';
export const SEA = '#071420';
export const BORDER = '#27465d';
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
  if (r >= 3.5) {
    ctx.lineWidth = 1.25;
    ctx.strokeStyle = SEA;
    ctx.stroke();
  }
}
