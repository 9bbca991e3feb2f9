import { language, t } from '../i18n/index.svelte';

/** All clocks show the province's time, wherever the browser is. */
const ZONE = 'Asia/Shanghai';

const formats = new Map<string, Intl.DateTimeFormat>();

function format(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language()} ${JSON.stringify(options)}`;
  let found = formats.get(key);
  if (!found) {
    found = new Intl.DateTimeFormat(language() === 'en' ? 'en-GB' : 'zh-CN', {
      timeZone: ZONE,
      hourCycle: 'h23',
      ...options,
    });
    formats.set(key, found);
  }
  return found;
}

type When = string | number | Date;

export function clock(at: When): string {
  return format({ hour: '2-digit', minute: '2-digit' }).format(new Date(at));
}

export function clockS(at: When): string {
  return format({ hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(new Date(at));
}

export function dateClock(at: When): string {
  return format({ month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' }).format(new Date(at));
}

export function dateTime(at: When): string {
  return format({
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).format(new Date(at));
}

/** How long, short: 12 s, 4 min, 2 h 5, 3 d. */
export function span(ms: number): string {
  const s = Math.max(0, Math.round(ms / 1000));
  if (s < 60) return t('time.s', { n: s });
  const min = Math.floor(s / 60);
  if (min < 60) return t('time.min', { n: min });
  const h = Math.floor(min / 60);
  if (h < 48) return min % 60 && h < 10 ? t('time.hmin', { h, min: min % 60 }) : t('time.h', { n: h });
  return t('time.d', { n: Math.floor(h / 24) });
}

export function ago(at: When, now: number): string {
  return span(now - new Date(at).getTime());
}
