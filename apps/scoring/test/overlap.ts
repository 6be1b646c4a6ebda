import { type CatalogueDraft } from '#contracts';

/** The carried catalogue has no year with two editions; here an edition holds on to the end of a later year or month. */
export function heldOnTo(
  drafts: readonly CatalogueDraft[],
  edition: string,
  validToPeriod: string,
): CatalogueDraft[] {
  return drafts.map((draft) => {
    const { attributes } = draft as { attributes: { edition?: string } };
    const validTo = `${validToPeriod}${validToPeriod.length === 4 ? '-12-31' : '-31'}`;
    if (draft.kind === 'goalposts' && attributes.edition === edition)
      return draft.validTo === undefined ? draft : { ...draft, validTo };
    return draft.kind === 'edition' && draft.code === edition
      ? { ...draft, validTo, attributes: { ...draft.attributes, validToPeriod } }
      : draft;
  });
}
