import { Injectable } from '@nestjs/common';
import { currentTraceparent } from '#observability';
import { TransientError } from '#runtime';
import { CallerSeam, type CallerRequest } from '../callers/caller-seam.js';

export interface CommandRequest extends CallerRequest {
  readonly body?: Buffer | undefined;
  readonly query?: Readonly<Record<string, string>>;
}

export interface ServiceAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

const TAKEN_ALONG = ['content-type', 'idempotency-key', 'accept-language'] as const;
const BROUGHT_BACK = ['content-type', 'retry-after', 'location'] as const;
const PATIENCE_MS = 60_000;

/**
 * Passes a command to the service that owns it: the body's bytes as they came, with the verified caller in a token, and
 * the service's answer back unchanged. Throws TransientError `service.away` where the service does not answer.
 */
@Injectable()
export class PassOn {
  constructor(private readonly seam: CallerSeam) {}

  async execute(service: string, path: string, request: CommandRequest): Promise<ServiceAnswer> {
    const token = await this.seam.tokenOf(request);
    const query = new URLSearchParams(request.query ?? {}).toString();
    const address = `${service}${path}${query ? `?${query}` : ''}`;
    try {
      const response = await fetch(address, {
        method: 'POST',
        headers: this.headersOf(request, token),
        body: new Uint8Array(request.body ?? Buffer.from('{}')),
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
      return {
        status: response.status,
        headers: broughtBack(response.headers),
        body: Buffer.from(await response.arrayBuffer()),
      };
    } catch (cause) {
      throw new TransientError('service.away', 'The service that keeps this is away; try again in 5 s.', {
        cause,
      });
    }
  }

  private headersOf(request: CommandRequest, token: string): Record<string, string> {
    const headers: Record<string, string> = {
      'content-type': 'application/json',
      authorization: `Bearer ${token}`,
    };
    const trace = currentTraceparent();
    if (trace) headers['traceparent'] = trace;
    for (const name of TAKEN_ALONG) {
      const value = request.headers[name];
      if (typeof value === 'string') headers[name] = value;
    }
    return headers;
  }
}

const broughtBack = (headers: Headers): Record<string, string> =>
  Object.fromEntries(BROUGHT_BACK.flatMap((name) => (headers.has(name) ? [[name, headers.get(name)!]] : [])));
