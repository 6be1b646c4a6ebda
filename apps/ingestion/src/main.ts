import { sliceStrategy } from '#messaging';
import { loadConfig, runService, start } from '#runtime';
import { IngestionConfig } from './ingestion.config.js';
import { IngestionModule } from './ingestion.module.js';

start(async () => {
  const config = loadConfig(IngestionConfig);
  await runService({
    name: 'ingestion',
    module: IngestionModule.register(config),
    config,
    strategy: sliceStrategy,
  });
});
