/** What an outlet is shown as: its worst fault, else its status. In the order in which they are painted, the worst last and on top. */
export const MARKS = ['closed', 'ok', 'unknown', 'minor', 'major', 'critical'] as const;
export type Mark = (typeof MARKS)[number];

const STATUSES = ['ok', 'degraded', 'down', 'unknown', 'closed'] as const;
const SEVERITIES = ['none', 'info', 'minor', 'major', 'critical'] as const;
export type Status = (typeof STATUSES)[number];
export type Severity = (typeof SEVERITIES)[number];

/** An outlet as the stream tells it. */
export interface OutletLine {
  code: string;
  name: string;
  district: string;
  location?: { lon: number; lat: number };
  status: Status;
  severity: Severity;
  since: string;
}

/** Outlets by column: what goes between worker and page, and what the map draws from. */
export interface Columns {
  code: Float64Array;
  /** Web Mercator, the world from 0 to 1; NaN: has no place. */
  x: Float64Array;
  y: Float64Array;
  status: Uint8Array;
  severity: Uint8Array;
  mark: Uint8Array;
  district: Int32Array;
  since: Float64Array;
  name: string[];
}

export function markOf(status: Status, severity: Severity): Mark {
  if (severity !== 'none' && severity !== 'info') return severity;
  // A status without a fault of its own: as bad as it is for the customer.
  if (status === 'down') return 'major';
  if (status === 'degraded') return 'minor';
  return status;
}

/** The worst of some faults; none where there are none. */
export function worstOf(faults: readonly { severity: Severity }[]): Severity {
  return SEVERITIES[Math.max(0, ...faults.map((f) => SEVERITIES.indexOf(f.severity)))]!;
}

export function mercatorX(lon: number): number {
  return lon / 360 + 0.5;
}

export function mercatorY(lat: number): number {
  const sin = Math.sin((lat * Math.PI) / 180);
  return 0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI);
}

function columns(size: number): Columns {
  return {
    code: new Float64Array(size),
    x: new Float64Array(size),
    y: new Float64Array(size),
    status: new Uint8Array(size),
    severity: new Uint8Array(size),
    mark: new Uint8Array(size),
    district: new Int32Array(size),
    since: new Float64Array(size),
    name: [],
  };
}

/** Rows of the stream as columns. */
export function columnsOf(lines: readonly OutletLine[]): Columns {
  const to = columns(lines.length);
  lines.forEach((line, i) => {
    to.code[i] = Number(line.code);
    to.x[i] = line.location ? mercatorX(line.location.lon) : Number.NaN;
    to.y[i] = line.location ? mercatorY(line.location.lat) : Number.NaN;
    to.status[i] = STATUSES.indexOf(line.status);
    to.severity[i] = SEVERITIES.indexOf(line.severity);
    to.mark[i] = MARKS.indexOf(markOf(line.status, line.severity));
    to.district[i] = Number(line.district);
    to.since[i] = Date.parse(line.since);
    to.name.push(line.name);
  });
  return to;
}

/**
 * All outlets, by column, outside of any framework's bookkeeping: 200,000 of them are a few arrays. An outlet keeps its place; one that is removed gives its place to the last.
 */
export class Outlets {
  size = 0;
  columns = columns(1024);
  /** Grows when outlets come, go or move: what lies on places must be worked out again. */
  placed = 0;
  #at = new Map<number, number>();

  find(code: number): number | undefined {
    return this.#at.get(code);
  }

  put(from: Columns): void {
    for (let i = 0; i < from.code.length; i++) {
      const code = from.code[i]!;
      let at = this.#at.get(code);
      if (at === undefined) {
        if (this.size === this.columns.code.length) this.#grow();
        at = this.size++;
        this.#at.set(code, at);
        this.placed++;
      } else if (this.columns.x[at] !== from.x[i] || this.columns.y[at] !== from.y[i]) this.placed++;
      copy(from, i, this.columns, at);
    }
  }

  remove(code: number): void {
    const at = this.#at.get(code);
    if (at === undefined) return;
    const last = --this.size;
    if (at !== last) {
      copy(this.columns, last, this.columns, at);
      this.#at.set(this.columns.code[at]!, at);
    }
    this.columns.name.length = last;
    this.#at.delete(code);
    this.placed++;
  }

  clear(): void {
    this.size = 0;
    this.columns.name.length = 0;
    this.#at.clear();
    this.placed++;
  }

  /** A copy of the rows there are, to be sent away. */
  all(): Columns {
    const { code, x, y, status, severity, mark, district, since, name } = this.columns;
    const n = this.size;
    return {
      code: code.slice(0, n),
      x: x.slice(0, n),
      y: y.slice(0, n),
      status: status.slice(0, n),
      severity: severity.slice(0, n),
      mark: mark.slice(0, n),
      district: district.slice(0, n),
      since: since.slice(0, n),
      name: name.slice(0, n),
    };
  }

  status(at: number): Status {
    return STATUSES[this.columns.status[at]!]!;
  }

  mark(at: number): Mark {
    return MARKS[this.columns.mark[at]!]!;
  }

  code(at: number): string {
    return codeText(this.columns.code[at]!);
  }

  #grow(): void {
    const to = columns(this.columns.code.length * 2);
    for (const name of ['code', 'x', 'y', 'status', 'severity', 'mark', 'district', 'since'] as const)
      to[name].set(this.columns[name]);
    to.name = this.columns.name;
    this.columns = to;
  }
}

export function codeText(code: number): string {
  return String(code).padStart(10, '0');
}

function copy(from: Columns, i: number, to: Columns, at: number): void {
  to.code[at] = from.code[i]!;
  to.x[at] = from.x[i]!;
  to.y[at] = from.y[i]!;
  to.status[at] = from.status[i]!;
  to.severity[at] = from.severity[i]!;
  to.mark[at] = from.mark[i]!;
  to.district[at] = from.district[i]!;
  to.since[at] = from.since[i]!;
  to.name[at] = from.name[i]!;
}
