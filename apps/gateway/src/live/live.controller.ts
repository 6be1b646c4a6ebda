import { Controller, Get, Headers, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeEndpoint } from '@nestjs/swagger';
import { LIVE_TOPICS } from '#contracts';
import { RejectedError } from '#runtime';
import { OpenStream, type StreamReply, type StreamRequest } from './open-stream.js';

const KNOWN = new Set<string>(LIVE_TOPICS);

@Controller('api/v1/live')
export class LiveController {
  constructor(private readonly openStream: OpenStream) {}

  @Get()
  @ApiExcludeEndpoint()
  async live(
    @Query('topics') topics: string | undefined,
    @Headers('last-event-id') lastEventId: string | undefined,
    @Req() request: StreamRequest,
    @Res() reply: StreamReply,
  ): Promise<void> {
    await this.openStream.execute(topicsOf(topics), positionOf(lastEventId), request, reply);
  }
}

/** The chosen topics; undefined for all. Throws RejectedError `live.topic` for one that does not exist. */
export function topicsOf(list: string | undefined): Set<string> | undefined {
  const names = (list ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
  const unknown = names.find((name) => !KNOWN.has(name));
  if (unknown !== undefined) {
    throw new RejectedError('live.topic', `No topic ${unknown}; there are ${LIVE_TOPICS.join(', ')}.`, {
      status: 400,
      field: 'topics',
      params: { topic: unknown, topics: LIVE_TOPICS.join(', ') },
    });
  }
  return names.length > 0 ? new Set(names) : undefined;
}

/** The position to go on from; undefined for "from now". Whatever is no position asks for a reset. */
export function positionOf(lastEventId: string | undefined): number | undefined {
  if (lastEventId === undefined || lastEventId === '') return undefined;
  return /^\d{1,16}$/.test(lastEventId) ? Number(lastEventId) : 0;
}
