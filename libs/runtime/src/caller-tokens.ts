import { jwtVerify, SignJWT } from 'jose';
import { type Caller, type Right } from './caller.js';
import { RejectedError } from './errors.js';

const LIFE_S = 60;
/** A token is handed out again while it has most of its life before it. */
const FRESH_MS = 20_000;
const MOST = 1000;
const ISSUER = 'chiso-gateway';

interface Signed {
  readonly token: Promise<string>;
  readonly until: number;
}

interface Verified {
  readonly caller: Caller;
  readonly until: number;
}

/**
 * The tokens with which the gateway hands verified callers to services; they live 60 seconds. One token serves a caller's
 * requests of twenty seconds, and is checked once: signing and checking each was a seventh of the work of a small request.
 */
export class CallerTokens {
  private readonly key: Uint8Array;
  private readonly signed = new Map<string, Signed>();
  private readonly verified = new Map<string, Verified>();

  constructor(secret: string) {
    this.key = new TextEncoder().encode(secret);
  }

  tokenOf(caller: Caller): Promise<string> {
    const name = JSON.stringify([caller.person, caller.positions, caller.rights]);
    const known = this.signed.get(name);
    if (known && known.until > Date.now()) return known.token;
    const token = this.sign(caller);
    remember(this.signed, name, { token, until: Date.now() + FRESH_MS });
    return token;
  }

  /** Throws RejectedError `caller.token` (401). */
  async callerOf(token: string): Promise<Caller> {
    const known = this.verified.get(token);
    if (known && known.until > Date.now()) return known.caller;
    const verified = await this.verify(token);
    remember(this.verified, token, verified);
    return verified.caller;
  }

  private sign(caller: Caller): Promise<string> {
    return new SignJWT({ positions: caller.positions, rights: caller.rights })
      .setProtectedHeader({ alg: 'HS256' })
      .setIssuer(ISSUER)
      .setSubject(caller.person)
      .setIssuedAt()
      .setExpirationTime(`${LIFE_S}s`)
      .sign(this.key);
  }

  private async verify(token: string): Promise<Verified> {
    try {
      const { payload } = await jwtVerify(token, this.key, {
        issuer: ISSUER,
        algorithms: ['HS256'],
        requiredClaims: ['exp'],
      });
      const caller = {
        person: payload.sub ?? '',
        positions: (payload['positions'] as string[] | undefined) ?? [],
        rights: (payload['rights'] as Right[] | undefined) ?? [],
      };
      return { caller, until: payload.exp! * 1000 };
    } catch (cause) {
      throw new RejectedError('caller.token', 'The caller token is missing, broken or older than 60 s.', {
        status: 401,
        cause,
      });
    }
  }
}

/** The oldest goes where there are too many. */
function remember<T>(into: Map<string, T>, name: string, value: T): void {
  into.delete(name);
  into.set(name, value);
  if (into.size > MOST) into.delete(into.keys().next().value!);
}
