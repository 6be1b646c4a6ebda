import { Inject, Injectable } from '@nestjs/common';
import { Catalogue } from '#catalogue';
import { CATALOGUE_KIND_NAMES } from '#contracts';
import { Database, type Tx } from '#persistence';
import { DueCrossSections } from '../cross-sections/due-cross-sections.js';
import { type CatalogueReach, reachOf } from './catalogue-reach.js';
import { CatalogueSections } from './catalogue-sections.js';
import { RescoreDueStore } from './rescore-due.store.js';

/** Marks the units and cross-sections that a newer catalogue touches; the workers take them from there. */
@Injectable()
export class MarkCatalogueChanges {
  private marked = -1;

  constructor(
    @Inject(Catalogue) private readonly catalogue: Catalogue,
    @Inject(CatalogueSections) private readonly sections: CatalogueSections,
    @Inject(Database) private readonly database: Database,
    @Inject(RescoreDueStore) private readonly store: RescoreDueStore,
    @Inject(DueCrossSections) private readonly due: DueCrossSections,
  ) {}

  async execute(): Promise<void> {
    const { version } = this.catalogue;
    if (this.marked === version) return;
    await this.database.transaction(async (tx) => {
      const applied = await this.store.applied(tx);
      const changed = CATALOGUE_KIND_NAMES.flatMap((kind) => this.catalogue.all(kind)).filter(
        (entry) => entry.catalogueVersion > applied && entry.catalogueVersion <= version,
      );
      if (changed.length > 0) await this.mark(tx, this.withExpecting(reachOf(changed)));
      await this.store.apply(tx, version);
    });
    this.marked = version;
  }

  /** A score names the goalposts of what is expected and has not come, so a unit without a value is touched too. */
  private withExpecting(reach: CatalogueReach): CatalogueReach {
    for (const { attributes } of this.catalogue.all('assignment'))
      if (reach.indicators.has(attributes.indicator)) reach.units.add(attributes.unit);
    return reach;
  }

  private async mark(tx: Tx, reach: CatalogueReach): Promise<void> {
    const { units, indicators, answering, indices, from, knownFrom } = reach;
    const all = indices.size > 0;
    if (all || units.size + indicators.size > 0)
      await this.store.markChange(tx, { units, indicators, answering, from, knownFrom, all });
    await this.due.add(tx, await this.sections.execute(tx, reach));
  }
}
