import { Injectable } from '@nestjs/common';
import { type Instant, type OutgoingEvent } from '#contracts';
import { Outbox } from '#messaging';
import { statement, type Tx } from '#persistence';
import { dayOf } from '#periods';
import { Clock } from '#runtime';
import { OwnCatalogue } from '../catalogue/own-catalogue.js';
import { MoveClock } from '../clock/move-clock.js';
import { MeetObligations } from '../obligations/meet-obligations.js';
import { Publications } from '../publications/publications.js';
import { byCell, cellOf, duplicateOf } from './cells.js';
import { ObservationStore } from './observation.store.js';
import { readRow, type ReportedRow } from './reported-row.js';
import { firstRevision, nextRevision, recordedEvent, type Revision } from './revision.js';
import { returned, type RowOutcome } from './row-outcome.js';
import { type RowRights, validateRow, type ValidRow } from './validate-row.js';

/** What somebody reports in one request. */
export interface Intake {
  readonly rows: readonly unknown[];
  readonly backfill: boolean;
  readonly demo: boolean;
  readonly rights: RowRights;
  readonly reportedBy?: string | undefined;
}

/**
 * Shared with every other intake, exclusive for who opens obligations: either the opener sees the value, or the intake
 * sees the obligation. The catalogue's version comes with the same round trip.
 */
const BEGIN = statement(
  'intake.begin',
  `SELECT (SELECT version FROM catalogue_version) AS version, pg_advisory_xact_lock_shared(hashtext('ingestion.intake'))`,
);
/** Rounds in which another writer may take the revision that we meant to add; each round it has moved the cell on. */
const MOST_ROUNDS = 20;

type Candidate = { readonly index: number; readonly row: ValidRow };
type Settings = { now: Instant; backfill: boolean; demo: boolean; catalogueVersion: number };

/** Records the good rows of a request, says what became of each, and sends what is new, in the caller's transaction. */
@Injectable()
export class RecordObservations {
  constructor(
    private readonly store: ObservationStore,
    private readonly own: OwnCatalogue,
    private readonly obligations: MeetObligations,
    private readonly moveClock: MoveClock,
    private readonly publications: Publications,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  async execute(tx: Tx, intake: Intake): Promise<RowOutcome[]> {
    const [begun] = await tx.query<{ version: number }>(BEGIN);
    const { version: catalogueVersion } = await this.own.upTo(begun!.version, tx);
    const outcomes: RowOutcome[] = [];
    const candidates = this.candidates(intake, outcomes);
    const { backfill, demo } = intake;
    const settings = { now: this.clock.now(), backfill, demo, catalogueVersion };
    const added = await this.record(tx, candidates, settings, outcomes);
    this.publications.recorded(tx, added);
    const obligationEvents = await this.obligations.execute(tx, added, settings);
    const clockEvents = demo && !backfill ? await this.moveClock.toPlayed(tx, added, catalogueVersion) : [];
    const events: OutgoingEvent<{ version: number }>[] = [
      ...added.map((revision) => recordedEvent(revision, settings)),
      ...obligationEvents,
      ...clockEvents,
    ];
    await this.outbox.append(tx, events);
    return outcomes;
  }

  /** The valid rows, one a cell, in the order of locks; the others get their outcome here. */
  private candidates(intake: Intake, outcomes: RowOutcome[]): Candidate[] {
    const real = this.clock.real();
    const today = dayOf(intake.backfill ? real : this.clock.now());
    const rules = this.own.rowRules;
    const firsts = new Map<string, number>();
    const candidates: Candidate[] = [];
    intake.rows.forEach((given, index) => {
      const read = readRow(given);
      if ('problems' in read) return void (outcomes[index] = returned(...read.problems));
      const row = this.reported(read.row, intake);
      const day = row.recordedAt === undefined || intake.backfill ? today : dayOf(row.recordedAt);
      const checked = validateRow(row, rules, intake.rights, day > today ? day : today, real);
      if ('problems' in checked) return void (outcomes[index] = returned(...checked.problems));
      const first = firsts.get(cellOf(row));
      if (first !== undefined) return void (outcomes[index] = duplicateOf(first));
      firsts.set(cellOf(row), index);
      candidates.push({ index, row: checked.valid });
    });
    return candidates.sort((a, b) => byCell(a.row, b.row));
  }

  private reported(row: ReportedRow, { reportedBy }: Intake): ReportedRow {
    return reportedBy === undefined ? row : { ...row, reportedBy };
  }

  /** First all rows as first revisions, which most are; then those whose cell has some, until no other writer interferes. */
  private async record(
    tx: Tx,
    candidates: readonly Candidate[],
    settings: Settings,
    outcomes: RowOutcome[],
  ): Promise<Revision[]> {
    const added: Revision[] = [];
    let round = candidates.map((candidate) => ({
      candidate,
      revision: firstRevision(candidate.row, settings),
    }));
    for (let rounds = 0; round.length > 0; rounds += 1) {
      if (rounds === MOST_ROUNDS)
        throw new Error(`${round.length} cells change faster than they can be read.`);
      const ids = await this.store.add(
        tx,
        round.map(({ revision }) => revision),
        settings,
      );
      const taken: Candidate[] = [];
      for (const { candidate, revision } of round) {
        if (!ids.has(revision.id)) taken.push(candidate);
        else {
          added.push(revision);
          const outcome = revision.revision === 0 ? 'recorded' : 'revised';
          outcomes[candidate.index] = { outcome, id: revision.id, revision: revision.revision };
        }
      }
      round = await this.revised(tx, taken, settings, outcomes);
    }
    return added;
  }

  private async revised(
    tx: Tx,
    taken: readonly Candidate[],
    settings: Settings,
    outcomes: RowOutcome[],
  ): Promise<{ candidate: Candidate; revision: Revision }[]> {
    if (taken.length === 0) return [];
    const rows = taken.map(({ row }) => row);
    const stored = Map.groupBy(await this.store.readRevisions(tx, rows), cellOf);
    return taken.flatMap((candidate) => {
      const decided = nextRevision(candidate.row, stored.get(cellOf(candidate.row)) ?? [], settings);
      if ('next' in decided) return [{ candidate, revision: decided.next }];
      outcomes[candidate.index] =
        'problem' in decided
          ? returned(decided.problem)
          : { outcome: 'unchanged', id: decided.unchanged.id, revision: decided.unchanged.revision };
      return [];
    });
  }
}
