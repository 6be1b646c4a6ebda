import { Injectable } from '@nestjs/common';
import {
  eventOf,
  type ObservationReported,
  type ObservationReturned,
  ObservationReturnedV1,
  type OutgoingEvent,
  uuidV5,
} from '#contracts';
import { Outbox, type ReceivedEvent, type Slice } from '#messaging';
import { type Tx } from '#persistence';
import { Clock } from '#runtime';
import { OwnCatalogue } from '../catalogue/own-catalogue.js';
import { toldProblem } from '../row-problem.js';
import { cellOf } from './cells.js';
import { RecordObservations } from './record-observations.js';
import { type RowOutcome } from './row-outcome.js';

type Report = ReceivedEvent<ObservationReported>;

/** Published results and dates of recording come through the office, not through the topic. */
const RIGHTS = { office: false, dates: false };

/** Records or returns each reported row of a slice; a report that comes again finds its value recorded and changes nothing. */
@Injectable()
export class TakeReports {
  constructor(
    private readonly recordObservations: RecordObservations,
    private readonly own: OwnCatalogue,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  async execute(slice: Slice<ObservationReported>): Promise<void> {
    await slice.transaction(async (tx) => {
      for (const reports of withoutRepeatedCells(slice.events)) await this.take(tx, reports);
    });
  }

  private async take(tx: Tx, reports: readonly Report[]): Promise<void> {
    for (const demo of [false, true]) {
      const events = reports.filter(({ data }) => (data.demo === true) === demo);
      if (events.length === 0) continue;
      const rows = events.map(({ data }) => data);
      const outcomes = await this.recordObservations.execute(tx, {
        rows,
        backfill: false,
        demo,
        rights: RIGHTS,
      });
      await this.outbox.append(
        tx,
        events.flatMap((event, place) => this.returnedEvent(event, outcomes[place]!)),
      );
    }
  }

  private returnedEvent(event: Report, outcome: RowOutcome): OutgoingEvent<ObservationReturned>[] {
    if (outcome.outcome !== 'returned') return [];
    const { indicator, unit, period, value, reportedBy, demo } = event.data;
    return [
      eventOf(ObservationReturnedV1, {
        id: uuidV5(`returned|${event.id}`),
        version: 1,
        cause: 'live',
        catalogueVersion: this.own.catalogue.version,
        indicator,
        unit,
        period,
        value,
        problems: outcome.problems.map((problem) => ({
          ...toldProblem(problem, 'vi'),
          detailEn: toldProblem(problem, 'en').detail,
        })),
        reportedEventId: event.id,
        ...(reportedBy === undefined ? {} : { reportedBy }),
        ...(demo === true ? { demo } : {}),
        recordedAt: this.clock.now(),
      }),
    ];
  }
}

/** Runs of events in which no cell comes twice: a value and its correction may lie in one slice. */
export function withoutRepeatedCells(events: readonly Report[]): Report[][] {
  const runs: Report[][] = [];
  let cells = new Set<string>();
  for (const event of events) {
    const cell = cellOf(event.data);
    if (runs.length === 0 || cells.has(cell)) {
      runs.push([]);
      cells = new Set();
    }
    cells.add(cell);
    runs.at(-1)!.push(event);
  }
  return runs;
}
