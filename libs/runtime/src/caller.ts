import { createParamDecorator, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { CallerTokens } from './caller-tokens.js';
import { ServiceConfig } from './config.js';
import { RejectedError } from './errors.js';

/** Who asks: an opaque person, the positions that the person holds, and the rights that follow from them. */
export interface Caller {
  readonly person: string;
  readonly positions: readonly string[];
  readonly rights: readonly Right[];
}

export type Right = 'read' | 'report' | 'office' | 'operator' | 'seed';

const ACT_AS = /^([\w.-]{1,80})@([\w.-]{1,40})$/;

/**
 * The caller that `X-Chiso-Act-As: <person>@<position>` names, until people sign in.
 * Throws RejectedError `caller.act-as` (400) where the header has another form.
 */
export function callerOfActAs(header: string | undefined): Caller {
  const match = ACT_AS.exec(header ?? 'demo@FOCAL');
  if (!match) {
    throw new RejectedError(
      'caller.act-as',
      'X-Chiso-Act-As has the form <person>@<position>, for example demo@FOCAL.',
      {
        status: 400,
        field: 'X-Chiso-Act-As',
      },
    );
  }
  const [, person, position] = match as unknown as [string, string, string];
  return { person, positions: [position], rights: rightsOf(position) };
}

function rightsOf(position: string): Right[] {
  if (position === 'SEED') return ['read', 'report', 'office', 'operator', 'seed'];
  if (position === 'OPERATOR') return ['read', 'report', 'office', 'operator'];
  if (position === 'FOCAL') return ['read', 'report', 'office'];
  return ['read', 'report'];
}

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

/** Throws RejectedError `caller.right` (403) where the caller lacks the right. */
export function requireRight(caller: Caller, right: Right): void {
  if (caller.rights.includes(right)) return;
  throw new RejectedError(
    'caller.right',
    `This needs the right "${right}", which ${caller.positions.join(', ')} does not have.`,
    {
      status: 403,
      params: { right },
    },
  );
}
