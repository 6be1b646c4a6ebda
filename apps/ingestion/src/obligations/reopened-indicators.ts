import { type CatalogueDraft } from '#contracts';
import { type Catalogue } from '#catalogue';

/** The indicators whose owed reports may change with the drafts: assignments, the indicators themselves, due rules, publication days. */
export function indicatorsThatOweAnew(drafts: readonly CatalogueDraft[], catalogue: Catalogue): string[] {
  const codes = new Set<string>();
  const addWhere = (matches: (attributes: { index: string; dueRule: string }) => boolean) => {
    for (const { code, attributes } of catalogue.all('indicator')) if (matches(attributes)) codes.add(code);
  };
  for (const { kind, code, attributes } of drafts) {
    if (kind === 'indicator') codes.add(code);
    if (kind === 'assignment') codes.add((attributes as { indicator: string }).indicator);
    if (kind === 'due-rule') addWhere(({ dueRule }) => dueRule === code);
    if (kind === 'publication') addWhere(({ index }) => index === (attributes as { index: string }).index);
  }
  return [...codes].sort();
}
