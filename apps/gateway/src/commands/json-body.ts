import { Injectable, type PipeTransform } from '@nestjs/common';
import { RejectedError } from '#runtime';

/**
 * Reads a body that the gateway itself needs; all others pass through as bytes. Throws RejectedError `request.broken`
 * (400) where it is not a JSON object.
 */
@Injectable()
export class JsonBody implements PipeTransform<Buffer | undefined, Record<string, unknown>> {
  transform(body: Buffer | undefined): Record<string, unknown> {
    const value = parsed(body);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw new RejectedError('request.broken', 'The body is not a JSON object.', { status: 400 });
    }
    return value as Record<string, unknown>;
  }
}

function parsed(body: Buffer | undefined): unknown {
  try {
    return JSON.parse(body?.toString('utf8') ?? '');
  } catch (cause) {
    throw new RejectedError('request.broken', `The body is not JSON: ${(cause as Error).message}`, {
      status: 400,
      cause,
    });
  }
}
