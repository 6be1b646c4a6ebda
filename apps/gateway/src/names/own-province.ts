import { type Catalogue } from '#catalogue';
import { type Day } from '#contracts';

/** The province whose departments report here: the province that a reporting unit lies under. */
export function ownProvince(catalogue: Catalogue, day: Day): string | undefined {
  const reporting = catalogue.allOn('unit', day).find((entry) => entry.attributes.reports);
  for (let code = reporting?.code; code !== undefined;) {
    const unit = catalogue.unitOn(code, day);
    if (unit?.attributes.kind === 'province') return code;
    code = unit?.attributes.parentCode;
  }
  return undefined;
}
