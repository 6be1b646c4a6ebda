import { Injectable } from '@nestjs/common';
import { Catalogue } from '#catalogue';
import { type Day, type Rating, type RatingCounts } from '#contracts';
import { type KnownUntil } from '../questions/as-known-on.js';
import { MarkQuery, type RatingRow } from './mark.query.js';
import { countRatings } from './mark-views.js';
import { endedPeriods } from './period-window.js';

/** A period whose rating has not come yet is stood for by the one before. */
const DEPTH = 2;

/** Where each indicator of each unit stands on a day; a value of the province stands with the unit that answers it. */
@Injectable()
export class Standing {
  constructor(
    private readonly marks: MarkQuery,
    private readonly catalogue: Catalogue,
  ) {}

  /** Of the units that live on the day: what an ended one reported last is history. */
  async on(day: Day, known: KnownUntil): Promise<RatingRow[]> {
    const rows = await this.marks.ratingsIn(endedPeriods(day, DEPTH), ['indicator'], known);
    return rows.filter(({ unit }) => this.catalogue.unitOn(unit, day) !== undefined);
  }

  /** The unit under which an indicator is counted. */
  countedUnder({ unit, subject }: Pick<RatingRow, 'unit' | 'subject'>, day: Day): string {
    const isProvince = this.catalogue.unitOn(unit, day)?.attributes.kind === 'province';
    return isProvince ? (this.catalogue.answeringUnit(subject, unit, day) ?? unit) : unit;
  }

  countsByUnit(rows: readonly RatingRow[], day: Day): Map<string, RatingCounts> {
    const ratings = new Map<string, Rating[]>();
    for (const row of rows) {
      const unit = this.countedUnder(row, day);
      ratings.set(unit, [...(ratings.get(unit) ?? []), row.rating]);
    }
    return new Map([...ratings].map(([unit, own]) => [unit, countRatings(own)]));
  }
}
