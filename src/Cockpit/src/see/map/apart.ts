export interface Disc {
  x: number;
  y: number;
  r: number;
}

/** Moves discs that lie on each other apart, each as little as need be: of two rings of neighbours neither hides the other's number. */
export function apart<T extends Disc>(discs: T[], gap: number): T[] {
  for (let round = 0; round < 12; round++) {
    let moved = false;
    for (let i = 0; i < discs.length; i++)
      for (let j = i + 1; j < discs.length; j++) {
        const [a, b] = [discs[i]!, discs[j]!];
        const far = Math.hypot(b.x - a.x, b.y - a.y);
        const short = a.r + b.r + gap - far;
        if (short <= 0) continue;
        // Two in one place part to the sides.
        const [dx, dy] = far > 0.01 ? [(b.x - a.x) / far, (b.y - a.y) / far] : [1, 0];
        a.x -= (dx * short) / 2;
        a.y -= (dy * short) / 2;
        b.x += (dx * short) / 2;
        b.y += (dy * short) / 2;
        moved = true;
      }
    if (!moved) break;
  }
  return discs;
}
