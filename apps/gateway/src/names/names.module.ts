import { Global, Module } from '@nestjs/common';
import { Names } from './names.js';

@Global()
@Module({ providers: [Names], exports: [Names] })
export class NamesModule {}
