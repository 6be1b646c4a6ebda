import { Injectable } from '@nestjs/common';
import { callerOfActAs, CallerTokens, RejectedError, type Caller } from '#runtime';
import { GatewayConfig } from '../gateway.config.js';

export interface CallerRequest {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly raw: { readonly socket: { readonly remoteAddress?: string | undefined } };
}

export const ACT_AS_COOKIE = 'chiso_act_as';
const LOOPBACK = /^(::1|(::ffff:)?127\.\d+\.\d+\.\d+)$/;

/**
 * Says who asks, until people sign in: the header, else the choice kept in a cookie, else the demo person of the office.
 * On loopback only. Throws RejectedError `caller.unknown` (401) elsewhere and `caller.foreign-page` (403) for a write
 * that another site's page sends with our cookie.
 */
@Injectable()
export class CallerSeam {
  private readonly tokens: CallerTokens;

  constructor(config: GatewayConfig) {
    this.tokens = new CallerTokens(config.tokenSecret);
  }

  isChoosable(request: CallerRequest): boolean {
    return LOOPBACK.test(request.raw.socket.remoteAddress ?? '');
  }

  callerOf(request: CallerRequest): Caller {
    if (!this.isChoosable(request)) {
      throw new RejectedError('caller.unknown', 'There is no sign-in yet: only this machine may act.', {
        status: 401,
      });
    }
    return callerOfActAs(textOf(request.headers['x-chiso-act-as']) ?? cookieOf(request, ACT_AS_COOKIE));
  }

  /** The caller of a write, as the token that services check. */
  tokenOf(request: CallerRequest): Promise<string> {
    const origin = textOf(request.headers['origin']);
    if (origin !== undefined && hostOf(origin) !== textOf(request.headers['host'])) {
      throw new RejectedError('caller.foreign-page', `A page of ${origin} may not write here.`, {
        status: 403,
      });
    }
    return this.tokens.tokenOf(this.callerOf(request));
  }
}

const textOf = (header: string | string[] | undefined): string | undefined =>
  Array.isArray(header) ? header[0] : header;

const hostOf = (origin: string): string | undefined =>
  URL.canParse(origin) ? new URL(origin).host : undefined;

function cookieOf(request: CallerRequest, name: string): string | undefined {
  const pairs = (textOf(request.headers['cookie']) ?? '').split(';').map((pair) => pair.trim());
  const value = pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
  return value ? decoded(value) : undefined;
}

/** A cookie that another program wrote may hold anything; what is no text is refused by its form later. */
function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
