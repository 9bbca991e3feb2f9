import type { Schemas } from '../../api/client';

export type Kind = 'silences' | 'maintenance-windows';
export type Match = Schemas['MuteMatchModel'];
export const FIELDS = ['outlet', 'accessNode', 'district', 'city', 'telecomArea', 'rule', 'device'] as const;

/** Whether a field is of an area, by its code. */
export function isArea(field: (typeof FIELDS)[number]): boolean {
  return field === 'district' || field === 'city' || field === 'telecomArea';
}

/** What somebody has filled in so far, as the API wants it; empty fields mean nothing. */
export function inputOf(
  match: Record<string, string>,
  from: string,
  duration: string,
  reason: string,
): Schemas['MuteInput'] {
  const given = Object.fromEntries(
    Object.entries(match).flatMap(([name, value]) => (value.trim() ? [[name, value.trim()]] : [])),
  );
  return { match: given, duration: duration.trim(), reason: reason.trim(), ...(from ? { from: fromLocal(from) } : {}) };
}

/** A time as a field of the page gives it, on the province's clock. */
export function fromLocal(local: string): string {
  return `${local.length === 16 ? `${local}:00` : local}+08:00`;
}
