import { api, type Schemas } from '../../api/client';

let held = $state.raw<Schemas['CockpitModel']>({});
let asked = false;

/** What whoever runs Twin has set about maps. */
export const mapSettings = {
  /** The number the map was approved under; none: it is a sketch. */
  get approval(): string | undefined {
    return held.mapApproval;
  },
  /** Address of the pictures under it; none: there are none. */
  get tiles(): string | undefined {
    return held.mapTiles;
  },
  get tilesBy(): string | undefined {
    return held.mapTilesBy;
  },
  async load(): Promise<void> {
    if (asked) return;
    asked = true;
    const { data } = await api.GET('/v1/cockpit');
    if (data) held = data;
    else asked = false;
  },
};
