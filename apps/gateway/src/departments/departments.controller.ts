import { Controller, Get, Param, Query } from '@nestjs/common';
import { type DepartmentResponse } from '#contracts';
import { Clock } from '#runtime';
import { unitPeriod } from '../heat/heat.controller.js';
import { Names } from '../names/names.js';
import { AnswersAsKnown, Wish } from '../openapi/answers.js';
import { knownUntil } from '../questions/as-known-on.js';
import { ReadDepartment } from './read-department.js';

@Controller('api/v1/departments')
export class DepartmentsController {
  constructor(
    private readonly readDepartment: ReadDepartment,
    private readonly names: Names,
    private readonly clock: Clock,
  ) {}

  @Get(':unit')
  @Wish('period', 'Administrative month or quarter; the newest closed month without')
  @AnswersAsKnown('DepartmentResponse', 'The page of one unit')
  department(
    @Param('unit') unit: string,
    @Query('period') period?: string,
    @Query('asKnownOn') asKnownOn?: string,
  ): Promise<DepartmentResponse> {
    this.names.knownUnit(unit);
    const known = knownUntil(asKnownOn);
    return this.readDepartment.execute(unit, unitPeriod(period, this.clock, known), known);
  }
}
