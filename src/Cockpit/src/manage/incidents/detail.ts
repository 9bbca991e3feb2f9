/** What a value in a sentence of the server's is, so that it can be said in the reader's language. */
export type Kind = 'rule' | 'people' | 'person' | 'phase' | 'severity' | 'side' | 'pause' | 'time' | 'late' | 'state';

/** A sentence of the server's: the key of its words, and what is filled in. */
export interface Sentence {
  key: string;
  values: Record<string, string>;
  kinds: Partial<Record<string, Kind>>;
}

type Pattern = [key: string, pattern: RegExp, kinds?: Sentence['kinds']];

const PHASE = 'open|acknowledged|assigned|onSite|resolved|closed';
const SEVERITY = 'none|info|minor|major|critical';
const SIDE = 'business|telecom|province';

/** The server writes its records in English, for whoever reads them without us. Which sentences there are is said here once; what is none of them stays as it is. */
const PATTERNS: Pattern[] = [
  ['step', /^step (?<n>\d+)(?<late>, late)?: (?<who>.+)$/, { late: 'late', who: 'people' }],
  ['repeated', /^(?<n>\d+) of (?<of>\d+)(?<late>, late)?: (?<who>.+)$/, { late: 'late', who: 'people' }],
  ['unanswered', /^nobody answered(?<late>, late)?; told (?<n>\d+)$/, { late: 'late' }],
  ['noResponse', /^no response within (?<min>[\d.]+) min of open time$/],
  ['noCapacity', /^no free, skilled person of (?<team>\S+) can be there within (?<min>\d+) min$/],
  ['slipped', /^due (?<s>\d+) s ago$/],
  ['noTeam', /^no team covers the area$/],
  ['nobodyMeant', /^nobody of team (?<team>\S+) is meant by (?<who>.*) now$/],
  ['legIs', new RegExp(`^the leg is (?<phase>${PHASE})$`), { phase: 'phase' }],
  ['noChannel', /^none of the person's channels may be used$/],
  ['channelRecovered', /^(?<channel>\S+) failed, and it has recovered since$/],
  ['channelLast', /^(?<channel>\S+) failed and there is no other$/],
  ['channelFailed', /^(?<channel>\S+) failed$/],
  ['late', /^late$/],
  ['allLegs', /^every leg is resolved$/],
  ['stillBad', /^the cause is still there$/],
  ['outlets', /^(?<n>\d+) outlets: (?<some>.+)$/],
  ['severity', new RegExp(`^(?<from>${SEVERITY}) -> (?<to>${SEVERITY})$`), { from: 'severity', to: 'severity' }],
  [
    'handedOn',
    new RegExp(
      `^(?<from>${SIDE})(?: \\((?<fromTeam>[^)]+)\\))? -> (?<to>${SIDE})(?: \\((?<toTeam>[^)]+)\\))?(?:: (?<note>.*))?$`,
      's',
    ),
    { from: 'side', to: 'side' },
  ],
  ['explainedBy', /^explained by (?:incident )?(?<id>\S+)$/],
  ['partOf', /^(?<rule>\S+) on (?<device>\S+) is part of this incident$/, { rule: 'rule' }],
  [
    'explained',
    /^(?<rule>\S+) on (?<device>\S+) is explained by this incident, and not paged by itself$/,
    { rule: 'rule' },
  ],
  [
    'cause',
    /^(?<title>.+): (?<rule>\S+) on (?<device>\S+), (?<state>bad|healthy) now$/,
    { rule: 'rule', state: 'state' },
  ],
  ['causeOutlets', /^(?<title>.+): (?<n>\d+) outlets$/],
  ['moreFaults', /^(?<n>\d+) more faults$/],
  ['since', /^(?<rule>\S+) on (?<device>\S+) since (?<at>\d{4}-\S+Z)$/, { rule: 'rule', at: 'time' }],
  ['sinceOutlets', /^(?<rule>\S+): (?<n>\d+) outlets since (?<at>\d{4}-\S+Z)$/, { rule: 'rule', at: 'time' }],
  ['byPerson', /^by (?<who>.+)$/, { who: 'person' }],
  ['givenBy', /^to (?<to>\S+) by (?<who>.+)$/, { to: 'person', who: 'person' }],
  ['isThere', /^(?<who>.+) is there$/, { who: 'person' }],
  ['faultOn', /^(?<rule>[a-z0-9-]+) on (?<device>\d{10}\/\S+)$/, { rule: 'rule' }],
  ['holds', /^holds now(?:: (?<id>\S+?))?(?: until (?<until>\d{4}-\S+?Z))?(?:, (?<why>.*))?$/s, { until: 'time' }],
  [
    'pause',
    /^(?<pause>silence|maintenance|closed|flapping)(?: (?<id>(?!until )[^\s:]+))?(?: until (?<until>\d{4}-\S+?Z))?(?:: (?<why>.*))?$/s,
    { pause: 'pause', until: 'time' },
  ],
];

export function sentenceOf(detail: string): Sentence | null {
  for (const [key, pattern, kinds = {}] of PATTERNS) {
    const groups = pattern.exec(detail)?.groups;
    if (groups !== undefined || pattern.test(detail))
      return {
        key,
        values: Object.fromEntries(Object.entries(groups ?? {}).map(([name, value]) => [name, value ?? ''])),
        kinds,
      };
  }
  return null;
}
