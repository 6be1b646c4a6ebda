import { Global, Module, type DynamicModule } from '@nestjs/common';
import { CallerGuard } from './caller-guard.js';
import { BusinessClock, Clock } from './clock.js';
import { ServiceConfig } from './config.js';
import { HealthChecks, HealthController } from './health.js';

/** Clock, health and caller check of a service; its config is there under its own class and under ServiceConfig. */
@Global()
@Module({})
export class RuntimeModule {
  static register(config: ServiceConfig): DynamicModule {
    const own = config.constructor as new () => ServiceConfig;
    const configs = [...new Set([own, ServiceConfig])].map((provide) => ({ provide, useValue: config }));
    const clock = new BusinessClock();
    return {
      module: RuntimeModule,
      controllers: [HealthController],
      providers: [
        ...configs,
        { provide: Clock, useValue: clock },
        { provide: BusinessClock, useValue: clock },
        HealthChecks,
        CallerGuard,
      ],
      exports: [own, ServiceConfig, Clock, BusinessClock, HealthChecks, CallerGuard],
    };
  }
}
