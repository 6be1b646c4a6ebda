import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Catalogue } from '#catalogue';
import { Database } from '#persistence';
import { RowRules } from '../observations/validate-row.js';
import { CatalogueEntryStore } from './catalogue-entry.store.js';

/**
 * The catalogue as this service's own table holds it. Other services read the topic; here each use asks the table for
 * its version, so that a value sent right after a change is judged by it, in whichever process it arrives.
 */
@Injectable()
export class OwnCatalogue implements OnModuleInit {
  private ruled: RowRules | undefined;
  private rulesVersion = -1;

  constructor(
    readonly catalogue: Catalogue,
    private readonly entries: CatalogueEntryStore,
    private readonly database: Database,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.refresh();
  }

  /** Applies what the table holds beyond this process's version. */
  async refresh(): Promise<Catalogue> {
    return this.upTo(await this.entries.readVersion(this.database));
  }

  /** Holds at least the version, which somebody has read from the table. */
  async upTo(version: number, reader: Pick<Database, 'query'> = this.database): Promise<Catalogue> {
    if (version > this.catalogue.version)
      this.catalogue.apply(await this.entries.readAfter(reader, this.catalogue.version));
    return this.catalogue;
  }

  /** What the catalogue says about rows; remembered until the catalogue changes. */
  get rowRules(): RowRules {
    if (!this.ruled || this.rulesVersion !== this.catalogue.version) {
      this.ruled = new RowRules(this.catalogue);
      this.rulesVersion = this.catalogue.version;
    }
    return this.ruled;
  }
}
