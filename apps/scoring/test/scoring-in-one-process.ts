import { Catalogue } from '#catalogue';
import {
  type CatalogueDraft,
  type CatalogueEntry,
  type ObligationChanged,
  type ObservationRecorded,
  type PlanRecorded,
  type PublicationCompleted,
} from '#contracts';
import { Outbox, type ReceivedEvent, type Slice } from '#messaging';
import { Database, openDatabase, type Tx } from '#persistence';
import { Test, type TestingModule } from '@nestjs/testing';
import { type CrossSection } from '../src/cross-sections/cross-section.js';
import { DueCrossSections } from '../src/cross-sections/due-cross-sections.js';
import { FollowPublications } from '../src/cross-sections/follow-publications.js';
import { RecomputeCrossSections } from '../src/cross-sections/recompute-cross-sections.js';
import { DueForecasts } from '../src/forecasts/due-forecasts.js';
import { scoringMigrations } from '../src/migrations/index.js';
import { RescoreDueUnits } from '../src/rescoring/rescore-due-units.js';
import { MarkCatalogueChanges } from '../src/rescoring/mark-catalogue-changes.js';
import { MarkRecomputeRequests } from '../src/rescoring/mark-recompute-requests.js';
import { scoringProviders } from '../src/scoring.module.js';
import { RescoreUnits } from '../src/unit-scores/rescore-units.js';

/** Opens scoring's schema; the migrations run where they have not. */
export const openScoringDatabase = (url: string): Promise<Database> =>
  openDatabase({ url, schema: 'scoring', migrations: scoringMigrations });

const BEGINNING = '2021-01-01T00:00:00.000Z';

/** The drafts as entries of one catalogue version, as they lie on the topic. */
export function entriesOf(
  drafts: readonly CatalogueDraft[],
  catalogueVersion: number,
  recordedAt: string = BEGINNING,
): CatalogueEntry[] {
  const entries = drafts.map((draft): CatalogueEntry => ({
    ...draft,
    version: catalogueVersion,
    catalogueVersion,
    cause: 'backfill',
    recordedAt,
  }));
  const marker = {
    kind: 'catalogue-version',
    code: 'catalogue',
    validFrom: '2021-01-01',
    attributes: { entries: entries.length },
    version: catalogueVersion,
    catalogueVersion,
    cause: 'backfill',
    recordedAt,
  } as CatalogueEntry;
  return [...entries, marker];
}

/** Compiled, not started: the workers run when a test says so. */
function compiled(database: Database, catalogue: Catalogue): Promise<TestingModule> {
  const providers = [
    ...scoringProviders,
    { provide: Database, useValue: database },
    { provide: Catalogue, useValue: catalogue },
    { provide: Outbox, useValue: new Outbox({ service: 'scoring' }) },
  ];
  return Test.createTestingModule({ providers }).compile();
}

interface Rejection {
  readonly code: string;
  readonly detail: string;
}

/**
 * The service's real use cases and stores in one process on a real database; the workers run when a test says so.
 */
export class ScoringInOneProcess {
  readonly rejections: Rejection[] = [];

  private constructor(
    readonly database: Database,
    readonly catalogue: Catalogue,
    private readonly app: TestingModule,
  ) {}

  static async open(database: Database, drafts: readonly CatalogueDraft[]): Promise<ScoringInOneProcess> {
    const catalogue = new Catalogue();
    catalogue.apply(entriesOf(drafts, 1));
    return new ScoringInOneProcess(database, catalogue, await compiled(database, catalogue));
  }

  /** The same database seen by a process that has just started. */
  async reopened(): Promise<ScoringInOneProcess> {
    const app = await compiled(this.database, this.catalogue);
    return new ScoringInOneProcess(this.database, this.catalogue, app);
  }

  observe(events: readonly ObservationRecorded[]): Promise<void> {
    return this.app.get(RescoreUnits).fromObservations(this.slice(events));
  }

  owe(events: readonly ObligationChanged[]): Promise<void> {
    return this.app.get(RescoreUnits).fromObligations(this.slice(events));
  }

  plan(events: readonly PlanRecorded[]): Promise<void> {
    return this.app.get(RescoreUnits).fromPlans(this.slice(events));
  }

  publish(events: readonly PublicationCompleted[]): Promise<void> {
    return this.app.get(FollowPublications).execute(this.slice(events));
  }

  /** Applies a newer catalogue and rescores until nothing is below it. */
  async changeCatalogue(
    drafts: readonly CatalogueDraft[],
    version: number,
    recordedAt?: string,
  ): Promise<void> {
    this.catalogue.apply(entriesOf(drafts, version, recordedAt));
    await this.app.get(MarkCatalogueChanges).execute();
    await this.rescoreWhatIsDue();
  }

  /** Marks what operators have asked for, as the worker does before it scores. */
  async markRequests(): Promise<void> {
    while (await this.app.get(MarkRecomputeRequests).execute());
  }

  /** Scores what waits in stage 1, without the wait. */
  async rescoreWhatIsDue(): Promise<void> {
    await this.database.query('UPDATE rescore_due SET due_at = clock_timestamp()');
    while (await this.app.get(RescoreDueUnits).rescoreOne());
  }

  /** Looks at what must not wait, and at the rows of provinces without their wait. */
  async lookAtWhatIsUrgent(): Promise<void> {
    const sections = this.app.get(DueCrossSections);
    while (await sections.takeUrgent());
    await this.database.query('UPDATE cross_section_due SET quiet_at = clock_timestamp() WHERE urgent');
    while (await sections.takeRows());
  }

  /** Looks at one indicator's cross-section inside a transaction of the test's own. */
  look(tx: Tx, section: Pick<CrossSection, 'subject' | 'rule' | 'group' | 'from'>): Promise<void> {
    const given = { ...section, subjectKind: 'indicator', index: '', at: '', cause: 'live' } as const;
    return this.app.get(RecomputeCrossSections).execute(tx, [given]);
  }

  /** Looks at all that waits, without the wait. */
  async lookAtWhatIsDue(): Promise<void> {
    await this.lookAtWhatIsUrgent();
    await this.database.query('UPDATE cross_section_due SET quiet_at = clock_timestamp()');
    while (await this.app.get(DueCrossSections).takeSome());
  }

  /** Computes the forecasts that wait, without the wait. */
  async forecastWhatIsDue(): Promise<void> {
    await this.database.query('UPDATE forecast_due SET due_at = clock_timestamp()');
    while (await this.app.get(DueForecasts).takeOne());
  }

  /** Both stages until nothing is left to do. */
  async settle(): Promise<void> {
    await this.rescoreWhatIsDue();
    await this.lookAtWhatIsDue();
    await this.forecastWhatIsDue();
  }

  async close(): Promise<void> {
    await this.database.close();
  }

  private slice<T>(data: readonly T[]): Slice<T> {
    const events = data.map((each, offset): ReceivedEvent<T> => ({
      id: String(offset),
      key: '',
      offset,
      data: each,
      time: undefined,
      traceparent: undefined,
    }));
    return {
      topic: '',
      partition: 0,
      events,
      transaction: (work) => this.database.transaction(work),
      reject: (_event, code, detail) => void this.rejections.push({ code, detail }),
    };
  }
}
