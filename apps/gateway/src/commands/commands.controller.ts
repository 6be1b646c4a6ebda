import { Controller, Param, Post, Req, Res } from '@nestjs/common';
import { GatewayConfig } from '../gateway.config.js';
import { PassesOn } from '../openapi/answers.js';
import { PassOn, type CommandRequest } from './pass-on.js';

interface Reply {
  status(code: number): Reply;
  header(name: string, value: string): Reply;
  send(body: unknown): void;
}

/** Commands of people and programs: none is decided here. */
@Controller('api/v1')
export class CommandsController {
  constructor(
    private readonly passOn: PassOn,
    private readonly config: GatewayConfig,
  ) {}

  @Post('observations')
  @PassesOn('ObservationsRequest', 'ResultsResponse', 'Records values; each row has its own result')
  observations(@Req() request: CommandRequest, @Res() reply: Reply): Promise<void> {
    return this.toIngestion('/observations', request, reply);
  }

  @Post('plans')
  @PassesOn('PlansRequest', 'ResultsResponse', 'Records trajectories; each row has its own result')
  plans(@Req() request: CommandRequest, @Res() reply: Reply): Promise<void> {
    return this.toIngestion('/plans', request, reply);
  }

  @Post('publications')
  @PassesOn('PublicationRequest', 'PublicationAnswer', 'Closes an index and year as partial (right `office`)')
  publications(@Req() request: CommandRequest, @Res() reply: Reply): Promise<void> {
    return this.toIngestion('/publications', request, reply);
  }

  @Post('obligation-starts')
  @PassesOn(
    'ObligationStartsRequest',
    'ObligationStartsAnswer',
    'Says from which day on reports of indicators are expected (right `operator`)',
  )
  obligationStarts(@Req() request: CommandRequest, @Res() reply: Reply): Promise<void> {
    return this.toIngestion('/obligation-starts', request, reply);
  }

  @Post('catalogue')
  @PassesOn('CatalogueRequest', 'Anything', 'Changes the catalogue (right `operator`)')
  catalogue(@Req() request: CommandRequest, @Res() reply: Reply): Promise<void> {
    return this.toIngestion('/catalogue', request, reply);
  }

  @Post('demo')
  @PassesOn('Anything', 'Anything', 'Steers the demo feed (right `seed`)')
  demo(@Req() request: CommandRequest, @Res() reply: Reply): Promise<void> {
    return this.toIngestion('/demo', request, reply);
  }

  @Post('alerts/:id/acknowledge')
  @PassesOn('Anything', 'Anything', 'Acknowledges an alert')
  acknowledge(@Param('id') id: string, @Req() request: CommandRequest, @Res() reply: Reply): Promise<void> {
    return this.toNotification(id, 'acknowledge', request, reply);
  }

  @Post('alerts/:id/explain')
  @PassesOn('ExplainRequest', 'Anything', 'Answers an alert with reason, action and date')
  explain(@Param('id') id: string, @Req() request: CommandRequest, @Res() reply: Reply): Promise<void> {
    return this.toNotification(id, 'explain', request, reply);
  }

  @Post('alerts/:id/silence')
  @PassesOn('SilenceRequest', 'Anything', 'Stops messages about an alert until an instant')
  silence(@Param('id') id: string, @Req() request: CommandRequest, @Res() reply: Reply): Promise<void> {
    return this.toNotification(id, 'silence', request, reply);
  }

  private toIngestion(path: string, request: CommandRequest, reply: Reply): Promise<void> {
    return this.pass(this.config.ingestionUrl, path, request, reply);
  }

  private toNotification(id: string, act: string, request: CommandRequest, reply: Reply): Promise<void> {
    return this.pass(this.config.notificationUrl, `/alerts/${encodeURIComponent(id)}/${act}`, request, reply);
  }

  private async pass(service: string, path: string, request: CommandRequest, reply: Reply): Promise<void> {
    const answer = await this.passOn.execute(service.replace(/\/$/, ''), path, request);
    for (const [name, value] of Object.entries(answer.headers)) reply.header(name, value);
    reply.status(answer.status).send(answer.body);
  }
}
