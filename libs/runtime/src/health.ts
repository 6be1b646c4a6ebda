import { Controller, Get, Inject, Injectable, Res } from '@nestjs/common';

type Check = () => Promise<void> | void;
type Reply = { status(code: number): Reply; send(body: unknown): void };

/** What must hold for a service to be ready; each part adds its own check by name. */
@Injectable()
export class HealthChecks {
  private readonly checks = new Map<string, Check>();

  add(name: string, check: Check): void {
    this.checks.set(name, check);
  }

  /** The sentence of each failing check by its name; empty when the service is ready. */
  async faults(): Promise<Record<string, string>> {
    const faults: Record<string, string> = {};
    for (const [name, check] of this.checks) {
      try {
        await check();
      } catch (error) {
        faults[name] = (error as Error).message;
      }
    }
    return faults;
  }
}

@Controller('health')
export class HealthController {
  constructor(@Inject(HealthChecks) private readonly checks: HealthChecks) {}

  /** The event loop turns. */
  @Get('live')
  live(): { status: string } {
    return { status: 'live' };
  }

  /** Database, broker, catalogue and consumers are there. */
  @Get('ready')
  async ready(@Res() reply: Reply): Promise<void> {
    const faults = await this.checks.faults();
    const ready = Object.keys(faults).length === 0;
    reply.status(ready ? 200 : 503).send({ status: ready ? 'ready' : 'not ready', faults });
  }
}
