import { createParamDecorator, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { jwtVerify, SignJWT } from 'jose';
import { ServiceConfig } from './config.js';
import { RejectedError } from './errors.js';

/** Who asks: an opaque person, the positions that the person holds, and the rights that follow from them. */
export interface Caller {
  readonly person: string;
  readonly positions: readonly string[];
  readonly rights: readonly Right[];
}

export type Right = 'read' | 'report' | 'office' | 'operator' | 'seed';

const TOKEN_LIFE = '60s';
const ISSUER = 'chiso-gateway';

const keyOf = (secret: string): Uint8Array => new TextEncoder().encode(secret);

/** The token with which the gateway hands a verified caller to a service; it lives 60 seconds. */
export const signCaller = (caller: Caller, secret: string): Promise<string> =>
  new SignJWT({ positions: caller.positions, rights: caller.rights })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuer(ISSUER)
    .setSubject(caller.person)
    .setIssuedAt()
    .setExpirationTime(TOKEN_LIFE)
    .sign(keyOf(secret));

/** Checks a caller's token. Throws RejectedError `caller.token` (401). */
export async function verifyCaller(token: string, secret: string): Promise<Caller> {
  try {
    const { payload } = await jwtVerify(token, keyOf(secret), { issuer: ISSUER, algorithms: ['HS256'] });
    return {
      person: payload.sub ?? '',
      positions: (payload['positions'] as string[] | undefined) ?? [],
      rights: (payload['rights'] as Right[] | undefined) ?? [],
    };
  } catch (cause) {
    throw new RejectedError('caller.token', 'The caller token is missing, broken or older than 60 s.', {
      status: 401,
      cause,
    });
  }
}

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
  constructor(private readonly config: ServiceConfig) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<CallerRequest>();
    const token = request.headers['authorization']?.replace(/^Bearer /, '') ?? '';
    request.caller = await verifyCaller(token, this.config.tokenSecret);
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
