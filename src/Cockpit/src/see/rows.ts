import { api } from '../api/client';
import type { paths } from '../api/schema';

type Query = NonNullable<paths['/v1/outlets']['get']['parameters']['query']>;

/** All outlets that a query finds, a thousand at a time; null, and no more, where they cannot be had. */
export async function* outletsBy(query: Query) {
  let cursor: string | undefined;
  do {
    const { data } = await api.GET('/v1/outlets', { params: { query: { ...query, limit: 1000, cursor } } });
    yield data?.items ?? null;
    cursor = data?.nextCursor ?? undefined;
  } while (cursor);
}
