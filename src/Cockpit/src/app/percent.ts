/** Never rounded up: 99.999 % is not 100 %. */
export function percent(of: number | null | undefined): string {
  return of === null || of === undefined ? '–' : `${(Math.floor(of * 10_000) / 100).toFixed(2)}%`;
}
