import 'reflect-metadata';
import { sliceStrategy } from '#messaging';
import { loadConfig, runService, start } from '#runtime';
import { NotificationConfig } from './notification.config.js';
import { NotificationModule } from './notification.module.js';

start(async () => {
  const config = loadConfig(NotificationConfig);
  await runService({
    name: 'notification',
    module: NotificationModule.register(config),
    config,
    strategy: sliceStrategy,
  });
});
