import { Global, Module, type DynamicModule } from '@nestjs/common';
import { Catalogue } from './catalogue.js';
import { CatalogueFollower } from './catalogue-follower.js';

/** Gives the service the catalogue as its process has read it. */
@Global()
@Module({})
export class CatalogueModule {
  static register(): DynamicModule {
    return {
      module: CatalogueModule,
      providers: [{ provide: Catalogue, useValue: new Catalogue() }, CatalogueFollower],
      exports: [Catalogue, CatalogueFollower],
    };
  }
}
