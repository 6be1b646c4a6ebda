import { Module, type DynamicModule } from '@nestjs/common';
import { CatalogueModule } from '#catalogue';
import { MessagingModule } from '#messaging';
import { PersistenceModule } from '#persistence';
import { RuntimeModule } from '#runtime';
import { CallersModule } from './callers/callers.module.js';
import { type GatewayConfig } from './gateway.config.js';
import { LOG_WRITER } from './live/change-log.store.js';
import { LiveModule } from './live/live.module.js';
import { migrations } from './migrations/index.js';
import { ReadModelModule } from './read-model/read-model.module.js';
import { QuestionsModule } from './questions/questions.module.js';

/** Reads take part of the pool while partitions write: those of a topic together, alone only where that failed. */
const POOL = 12;

@Module({})
export class GatewayModule {
  static register(config: GatewayConfig): DynamicModule {
    const prefix = config.topicPrefix === undefined ? {} : { topicPrefix: config.topicPrefix };
    return {
      module: GatewayModule,
      imports: [
        RuntimeModule.register(config),
        PersistenceModule.register({
          url: config.databaseUrl,
          frozenMs: config.sessionTimeoutMs,
          schema: 'gateway',
          migrations,
          poolSize: POOL,
          applicationName: LOG_WRITER,
        }),
        MessagingModule.register({
          service: 'gateway',
          config,
          concurrency: 12,
          jointSlices: true,
          ...prefix,
        }),
        CatalogueModule.register(),
        LiveModule,
        ReadModelModule,
        CallersModule,
        QuestionsModule,
      ],
    };
  }
}
