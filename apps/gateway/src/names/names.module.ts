import { Global, Module } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { CatalogueAsKnown } from './catalogue-as-known.js';
import { NamesAsKnown } from './names-as-known.js';
import { Names } from './names.js';

@Global()
@Module({
  providers: [Names, CatalogueAsKnown, { provide: APP_INTERCEPTOR, useClass: NamesAsKnown }],
  exports: [Names],
})
export class NamesModule {}
