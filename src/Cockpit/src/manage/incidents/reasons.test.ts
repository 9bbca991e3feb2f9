import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import ofOutlets from '../../see/outlet/zh';
import ofManage from '../zh';

const domain = join(import.meta.dirname, '..', '..', '..', '..', 'Domain');

/** The members of an enum as the API writes them. */
function members(name: string, ...path: string[]): string[] {
  const source = readFileSync(join(domain, ...path), 'utf8').replace(/\/\/.*/g, '');
  const body = new RegExp(`enum ${name} : byte\\s*\\{([^}]*)\\}`).exec(source)![1]!;
  return [...body.matchAll(/\b([A-Z]\w*)/g)].map(([, word]) => word![0]!.toLowerCase() + word!.slice(1));
}

describe('reasons', () => {
  it('of incidents and of what explains a fault have words', () => {
    // What only refuses a command is told as a fault of it.
    const refusals = ['wrongPhase', 'unknownLeg', 'unknownPerson', 'unknownTarget', 'busy', 'tooMuch'];
    const all = [
      ...members('IncidentReason', 'Incidents', 'IncidentInput.cs'),
      ...members('FaultReason', 'Explanation', 'OutletCauses.cs'),
    ];
    expect(all.length).toBeGreaterThan(50);
    expect(all.filter((reason) => !refusals.includes(reason) && !(`m.reason.${reason}` in ofManage))).toEqual([]);
  });

  it('of changes of a device have words', () => {
    const all = members('TransitionReason', 'Devices', 'DeviceTransition.cs');
    expect(all.length).toBeGreaterThan(15);
    expect(all.filter((reason) => !(`why.${reason}` in ofOutlets))).toEqual([]);
  });
});
