import { type Catalogue } from '#catalogue';
import { RejectedError } from '#runtime';

export const PROVINCES = 'PG_TINH';
export const DEPARTMENTS = 'PG_SO';

/** Throws RejectedError `peer-group.unknown` (404). */
export function knownGroup(catalogue: Catalogue, code: string): string {
  if (catalogue.history('peer-group', code).length > 0) return code;
  throw new RejectedError('peer-group.unknown', `There is no peer group ${code}.`, {
    status: 404,
    field: 'peerGroup',
    params: { peerGroup: code },
  });
}
