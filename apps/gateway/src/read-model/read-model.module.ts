import { Module } from '@nestjs/common';
import { LiveModule } from '../live/live.module.js';
import { KeepVersions } from './keep-versions.js';
import { ReadModelConsumer } from './read-model.consumer.js';

@Module({ imports: [LiveModule], controllers: [ReadModelConsumer], providers: [KeepVersions] })
export class ReadModelModule {}
