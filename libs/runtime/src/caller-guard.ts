import { createParamDecorator, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { type Caller } from './caller.js';
import { CallerTokens } from './caller-tokens.js';
import { ServiceConfig } from './config.js';

type CallerRequest = { headers: Record<string, string | undefined>; caller?: Caller };

/** Lets a request through that carries a valid caller token. */
@Injectable()
export class CallerGuard implements CanActivate {
  private readonly tokens: CallerTokens;

  constructor(config: ServiceConfig) {
    this.tokens = new CallerTokens(config.tokenSecret);
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<CallerRequest>();
    const token = request.headers['authorization']?.replace(/^Bearer /, '') ?? '';
    request.caller = await this.tokens.callerOf(token);
    return true;
  }
}

/** The verified caller of the request. */
export const CurrentCaller = createParamDecorator(
  (_: unknown, context: ExecutionContext): Caller =>
    context.switchToHttp().getRequest<{ caller: Caller }>().caller,
);
