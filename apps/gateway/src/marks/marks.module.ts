import { Global, Module } from '@nestjs/common';
import { MarkQuery } from './mark.query.js';
import { Standing } from './standing.js';

@Global()
@Module({ providers: [MarkQuery, Standing], exports: [MarkQuery, Standing] })
export class MarksModule {}
