import { Module } from '@nestjs/common';
import { ChangeLogStore } from './change-log.store.js';
import { LiveController } from './live.controller.js';
import { LiveFeed } from './live-feed.js';
import { OpenStream } from './open-stream.js';

@Module({
  controllers: [LiveController],
  providers: [ChangeLogStore, LiveFeed, OpenStream],
  exports: [ChangeLogStore, LiveFeed],
})
export class LiveModule {}
