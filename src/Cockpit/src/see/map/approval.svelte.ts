import { api } from '../../api/client';

let number = $state<string | null>(null);
let asked = false;

/** The number the map was approved under, as whoever runs Twin has set it; null: none, it is a sketch. */
export const approval = {
  get number(): string | null {
    return number;
  },
  async load(): Promise<void> {
    if (asked) return;
    asked = true;
    const { data } = await api.GET('/v1/cockpit');
    if (data) number = data.mapApproval ?? null;
    else asked = false;
  },
};
