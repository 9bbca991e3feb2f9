import { t } from '../../i18n/index.svelte';

export type Unit = 'seconds' | 'minutes' | 'share' | 'count' | 'perSecond';

interface Scale {
  factor: number;
  /** Key of the words with `{n}`; a share and a count have none. */
  words: string | null;
  suffix?: string;
}

/** The unit that suits a number's size, as the server's own report chooses it. */
export function suited(value: number, unit: Unit): Scale {
  const size = Math.abs(value);
  switch (unit) {
    case 'seconds':
      if (size < 120) return { factor: 1, words: 'time.s' };
      if (size < 7200) return { factor: 1 / 60, words: 'time.min' };
      if (size < 172_800) return { factor: 1 / 3600, words: 'time.h' };
      return { factor: 1 / 86_400, words: 'time.d' };
    case 'minutes':
      return size < 10_000 ? { factor: 1, words: 'time.min' } : { factor: 1 / 60, words: 'time.h' };
    case 'share':
      return { factor: 100, words: null, suffix: '%' };
    case 'perSecond':
      return size >= 1 ? { factor: 1, words: null, suffix: '/s' } : { factor: 3600, words: null, suffix: '/h' };
    default:
      return { factor: 1, words: null };
  }
}

/** Four digits are more than most figures are good for. */
export function plain(value: number): string {
  const size = Math.abs(value);
  const digits = size === 0 || size >= 1000 ? 0 : Math.max(0, Math.min(4, 3 - Math.floor(Math.log10(size))));
  const text = value.toFixed(size >= 10 ? Math.min(digits, 2) : digits);
  const trimmed = text.includes('.') ? text.replace(/\.?0+$/, '') : text;
  const grouped = trimmed.replace(/^(-?\d+)/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ','));
  return grouped === '-0' ? '0' : grouped;
}

function within(text: string, scale: Scale): string {
  return scale.words ? t(scale.words, { n: text }) : `${text}${scale.suffix ?? ''}`;
}

export const UNKNOWN = '–';

export function figure(value: number | null | undefined, unit: Unit): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return UNKNOWN;
  const scale = suited(value, unit);
  return within(plain(value * scale.factor), scale);
}

/** A mean and the half-width of its interval, in the unit that suits the mean. */
export function interval(mean: number | null | undefined, halfWidth: number | null | undefined, unit: Unit): string {
  if (mean === null || mean === undefined) return UNKNOWN;
  if (halfWidth === null || halfWidth === undefined) return figure(mean, unit);
  const scale = suited(mean, unit);
  return within(`${plain(mean * scale.factor)} ± ${two(halfWidth * scale.factor)}`, scale);
}

/** More or less, with its sign, and the interval of it. */
export function difference(mean: number, halfWidth: number | null | undefined, unit: Unit): string {
  const scale = suited(Math.max(Math.abs(mean), halfWidth ?? 0), unit);
  const sign = mean > 0 ? '+' : '';
  const spread = halfWidth === null || halfWidth === undefined ? '' : ` ± ${two(halfWidth * scale.factor)}`;
  return within(`${sign}${plain(mean * scale.factor)}${spread}`, scale);
}

/** Two digits of a half-width are all it is good for. */
function two(value: number): string {
  return value === 0 ? '0' : plain(Number(value.toPrecision(2)));
}

/** Round marks for an axis from 0. */
export function marks(most: number, count = 4): number[] {
  if (!(most > 0)) return [0];
  const raw = most / count;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 2.5, 5, 10].map((m) => m * power).find((s) => s >= raw * 0.999) ?? 10 * power;
  const found = [];
  for (let i = 0; i * step <= most * 1.0001; i++) found.push(i * step);
  return found;
}
