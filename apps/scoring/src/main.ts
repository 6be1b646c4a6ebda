import 'reflect-metadata';
import { sliceStrategy } from '#messaging';
import { loadConfig, runService, start } from '#runtime';
import { ScoringConfig } from './scoring.config.js';
import { ScoringModule } from './scoring.module.js';

start(() => {
  const config = loadConfig(ScoringConfig);
  return runService({
    name: 'scoring',
    module: ScoringModule.register(config),
    config,
    strategy: sliceStrategy,
  });
});
