import type { Clock } from '../ports/clock.ts';
import type { ScimRequest } from '../scim/request.ts';

/** Milliseconds since the request arrived, with two decimals: whole ones would be 0 for most reads. */
export const elapsed = (clock: Clock, request: Pick<ScimRequest, 'startedAtMs'>): number =>
  Math.round((clock.monotonic() - request.startedAtMs) * 100) / 100;
