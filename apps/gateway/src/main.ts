import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { sliceStrategy } from '#messaging';
import { loadConfig, runService, start } from '#runtime';
import { GatewayConfig } from './gateway.config.js';
import { GatewayModule } from './gateway.module.js';
import { prepareGateway } from './prepare-gateway.js';

start(() => {
  const config = loadConfig(GatewayConfig);
  return runService({
    name: 'gateway',
    module: GatewayModule.register(config),
    config,
    strategy: sliceStrategy,
    prepare: (app: NestFastifyApplication) => prepareGateway(app, config),
  });
});
