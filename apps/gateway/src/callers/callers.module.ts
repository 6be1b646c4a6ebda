import { Module } from '@nestjs/common';
import { CommandsController } from '../commands/commands.controller.js';
import { PassOn } from '../commands/pass-on.js';
import { LiveModule } from '../live/live.module.js';
import { NamesModule } from '../names/names.module.js';
import { LoadProgressStore } from '../progress/load-progress.store.js';
import { ProgressController } from '../progress/progress.controller.js';
import { ReportProgress } from '../progress/report-progress.js';
import { CallersController } from './callers.controller.js';
import { CallerSeam } from './caller-seam.js';

/** Who acts, and the commands that they give. */
@Module({
  imports: [NamesModule, LiveModule],
  controllers: [CallersController, CommandsController, ProgressController],
  providers: [CallerSeam, PassOn, LoadProgressStore, ReportProgress],
  exports: [LoadProgressStore],
})
export class CallersModule {}
