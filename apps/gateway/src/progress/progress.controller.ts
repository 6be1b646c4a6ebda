import { Body, Controller, HttpCode, Post, Req } from '@nestjs/common';
import { CallerSeam, type CallerRequest } from '../callers/caller-seam.js';
import { JsonBody } from '../commands/json-body.js';
import { PassesOn } from '../openapi/answers.js';
import { ReportProgress } from './report-progress.js';

@Controller('api/v1/progress')
export class ProgressController {
  constructor(
    private readonly seam: CallerSeam,
    private readonly reportProgress: ReportProgress,
  ) {}

  @Post()
  @HttpCode(200)
  @PassesOn('ProgressRequest', 'Anything', 'How far the loader has come (right `seed`)')
  async progress(
    @Req() request: CallerRequest,
    @Body(JsonBody) body: Record<string, unknown>,
  ): Promise<{ outcome: 'recorded' }> {
    await this.seam.tokenOf(request);
    await this.reportProgress.execute(this.seam.callerOf(request), body);
    return { outcome: 'recorded' };
  }
}
