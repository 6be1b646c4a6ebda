import { Body, Controller, Get, HttpCode, Put, Query, Req, Res } from '@nestjs/common';
import { type CallersResponse, type ChooseCaller } from '#contracts';
import { Catalogue } from '#catalogue';
import { callerOfActAs, Clock } from '#runtime';
import { JsonBody } from '../commands/json-body.js';
import { Names } from '../names/names.js';
import { Answers, Takes, Wish } from '../openapi/answers.js';
import { ACT_AS_COOKIE, CallerSeam, type CallerRequest } from './caller-seam.js';
import { actorOf, demoActors } from './demo-actors.js';

type Reply = { header(name: string, value: string): Reply };
const YEAR_SECONDS = 365 * 24 * 60 * 60;

@Controller('api/v1')
export class CallersController {
  constructor(
    private readonly seam: CallerSeam,
    private readonly catalogue: Catalogue,
    private readonly names: Names,
    private readonly clock: Clock,
  ) {}

  @Get('callers')
  @Wish('search', 'Words in the name or code of a position, with or without marks')
  @Answers('CallersResponse', 'Who acts, and who can be chosen to act')
  callers(@Req() request: CallerRequest, @Query('search') search?: string): CallersResponse {
    const today = this.clock.today();
    const { person, positions } = this.seam.callerOf(request);
    return {
      current: actorOf(`${person}@${positions[0]}`, this.names, today),
      choosable: this.seam.isChoosable(request),
      actors: demoActors(this.catalogue, this.names, today, search),
    };
  }

  @Put('caller')
  @HttpCode(200)
  @Takes('ChooseCaller')
  @Answers('CallersResponse', 'Chooses who acts from now on in this browser')
  async choose(
    @Req() request: CallerRequest,
    @Body(JsonBody) body: Partial<ChooseCaller>,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<CallersResponse> {
    await this.seam.tokenOf(request);
    const header = `${body.person ?? ''}@${body.position ?? ''}`;
    callerOfActAs(header);
    const cookie = `${ACT_AS_COOKIE}=${encodeURIComponent(header)}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${YEAR_SECONDS}`;
    reply.header('set-cookie', cookie);
    const headers = { ...request.headers, 'x-chiso-act-as': header };
    return this.callers({ raw: request.raw, headers });
  }
}
