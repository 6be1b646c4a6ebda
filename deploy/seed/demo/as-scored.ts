import { Catalogue } from '#catalogue';
import { type CatalogueDraft, type CatalogueEntry } from '#contracts';
import { dueOf, instantOf, type Period, periodContaining, periodOf, shiftPeriod } from '#periods';
import { ratedComponent, type ScoredInput } from '#scoring-engine';
import { type JudgedPoint, judgeFamily } from '../../../apps/scoring/src/cross-sections/judge-family.js';
import { SubjectRules } from '../../../apps/scoring/src/cross-sections/subject-rules.js';
import { type PanelPoint } from '../../../apps/scoring/src/cross-sections/panel.js';
import { familyOf } from '../../../apps/scoring/src/method/families.js';
import { candidatePeriods } from '../../../apps/scoring/src/method/candidate-periods.js';
import { type ExpectedRow, seriesKey } from '../../../apps/scoring/src/method/expected-rows.js';
import { ScoringRules } from '../../../apps/scoring/src/method/scoring-rules.js';
import { leadScores, type LeadScores } from '../../../apps/scoring/src/unit-scores/lead-scores.js';
import {
  fingerprintOf,
  type OwedReport,
  UnitWindow,
} from '../../../apps/scoring/src/unit-windows/unit-window.js';
import { trajectory } from '../../../apps/ingestion/src/plans/trajectory.js';
import { catalogueDrafts } from '../catalogue/catalogue.mjs';
import { type DemoFeed, type Report } from './feed.mjs';
import { demoPlans } from './plans.mjs';
import { reporterOn, type Series } from './series.mjs';

/** What is expected of a unit begins its scores. */
const ALWAYS = () => true;

const BEGINNING = '2021-01-01';
/** Months looked back on for a rating; four years of the demo and its trend test with seasons. */
const MONTHS_BACK = 48;
const everyone = () => true;

interface Named {
  readonly indicator: string;
  readonly unit: string;
}

/** The demo's catalogue as services hold it. */
function wholeCatalogue(): Catalogue {
  const version = {
    version: 1,
    catalogueVersion: 1,
    cause: 'backfill',
    recordedAt: instantOf(BEGINNING),
  } as const;
  const marker = {
    kind: 'catalogue-version',
    code: 'catalogue',
    validFrom: BEGINNING,
    attributes: { entries: 1 },
  };
  const catalogue = new Catalogue();
  const drafts = [...catalogueDrafts(), marker] as CatalogueDraft[];
  catalogue.apply(drafts.map((draft): CatalogueEntry => ({ ...draft, ...version })));
  return catalogue;
}

/** What scoring makes of the demo feed as it is known at an instant: its own functions, without Kafka and database. */
export class DemoAsScored {
  readonly catalogue = wholeCatalogue();
  private readonly rules = new ScoringRules(this.catalogue);
  private readonly subjects = new SubjectRules(this.rules);
  private readonly plans: ReturnType<typeof demoPlans>;
  private readonly reports = new Map<Series, Report[]>();

  constructor(readonly feed: DemoFeed) {
    this.plans = demoPlans(feed);
  }

  /** Reports of a series in the order of time. */
  reportsOf(named: Named): Report[] {
    const series = this.feed.find(named.indicator, named.unit);
    if (!series) throw new Error(`no series ${named.indicator} ${named.unit}`);
    const known = this.reports.get(series);
    if (known) return known;
    const found = this.feed.reportsEndingIn(BEGINNING, this.feed.until, [series]).sort((a, b) => a.at - b.at);
    this.reports.set(series, found);
    return found;
  }

  /** Where the report of a period stands at an instant (milliseconds). */
  obligationAt({ indicator, unit }: Named, period: string, at: number): OwedReport['state'] {
    const came = this.reportsOf({ indicator, unit }).some(
      (report) => report.period === period && report.at <= at,
    );
    if (came) return 'received';
    const graceEndsAt = this.graceEndOf(indicator, period);
    return graceEndsAt !== undefined && Date.parse(graceEndsAt) <= at ? 'late' : 'expected';
  }

  graceEndOf(indicator: string, period: string): string | undefined {
    const attributes = this.rules.indicator(indicator, period);
    const rule = attributes && this.catalogue.dueRule(attributes.dueRule);
    return rule && dueOf(rule, attributes.period, this.catalogue.calendar())?.graceEndsAt;
  }

  /** The scores of a unit for an administrative month; of one component alone where it is named. */
  scoresOf(unit: string, month: string, at: number, component?: string): LeadScores {
    const period = periodOf('M15', month);
    const [held] = this.rules.editions('LEAD', month);
    if (!held) throw new Error(`no edition of LEAD in ${month}`);
    const expected = this.rules
      .expected(unit, period, held.edition.id)
      .filter(({ feeds }) => component === undefined || feeds.includes(component));
    return leadScores(this.windowOf(unit, expected, period, at), expected, held, period);
  }

  /** What an indicator gives the score of the month in which its period ended. */
  inputOf({ indicator, unit }: Named, period: string, at: number): ScoredInput | undefined {
    const { lastDay } = periodOf(this.rules.indicator(indicator, period)?.periodRule ?? 'M15', period);
    const { indexes } = this.scoresOf(unit, periodContaining('M15', lastDay).id, at);
    return indexes
      .flatMap(({ components }) => components.flatMap(({ inputs }) => inputs))
      .find((input) => input.indicator === indicator && input.forUnit === unit);
  }

  /** The rating of a component as of a month, from the window of its months. */
  ratingOf(unit: string, component: string, month: string, at: number): string | undefined {
    const newest = periodOf('M15', month);
    const months = Array.from({ length: MONTHS_BACK }, (_, n) => shiftPeriod(newest, n + 1 - MONTHS_BACK));
    const points = months.flatMap((period) => this.componentPoint(unit, component, period, at) ?? []);
    const ruleOf = this.subjects.ofNode('component', component, false, 'LEAD.COMP');
    const panel = { series: new Map([[unit, points]]), scores: [], ruleOf };
    return judgeFamily(panel, everyone, BEGINNING, () => undefined).at(-1)?.rating.rating;
  }

  private componentPoint(
    unit: string,
    component: string,
    period: Period,
    at: number,
  ): PanelPoint | undefined {
    const { indexes, trajectories, held } = this.scoresOf(unit, period.id, at, component);
    const found = indexes.flatMap(({ components }) => components).find(({ code }) => code === component);
    if (!found) return undefined;
    const { pastDue = false, ...levels } = ratedComponent(period.id, found, trajectories);
    return {
      period,
      segment: held.edition.id,
      rated: { ...levels, pastDue },
      knownFrom: instantOf(period.lastDay),
      demo: true,
      ...(found.score === undefined ? {} : { value: found.score }),
    };
  }

  /** Trends, breaks and signals of a series within its family, of the periods that ended from a day on. */
  judged({ indicator, unit }: Named, from: string, at: number): JudgedPoint[] {
    const family = this.familyOf(unit);
    const units = this.feed.series
      .filter((one) => one.indicator.code === indicator && this.familyOf(one.unit) === family)
      .map((one) => one.unit);
    const series = new Map(units.map((one) => [one, this.panelOf({ indicator, unit: one }, at)]));
    const points = judgeFamily(
      { series, scores: [], ruleOf: this.subjects.ofIndicator(indicator) },
      everyone,
      from,
      () => undefined,
    );
    return points.filter((point) => point.unit === unit);
  }

  private familyOf(unit: string): string {
    return familyOf(unit, this.rules.peerGroups(unit, '2024-12-31'));
  }

  private panelOf(named: Named, at: number): PanelPoint[] {
    const newest = new Map(
      this.reportsOf(named).flatMap((report) => (report.at <= at ? [[report.period, report]] : [])),
    );
    return [...newest.values()]
      .map(({ indicator, period, value, at: recorded }) => ({
        period: periodOf(this.rules.indicator(indicator, period)!.periodRule, period),
        value,
        segment: 0,
        rated: { value, pastDue: false },
        knownFrom: new Date(recorded).toISOString(),
        demo: true,
      }))
      .sort((a, b) => (a.period.lastDay < b.period.lastDay ? -1 : 1));
  }

  private windowOf(unit: string, expected: readonly ExpectedRow[], score: Period, at: number): UnitWindow {
    const window = new UnitWindow(unit, BEGINNING);
    for (const { indicator, forUnit, periodRule, frequency } of expected) {
      if (!this.feed.find(indicator, forUnit)) continue;
      const named = { indicator, unit: forUnit };
      for (const candidate of candidatePeriods(periodRule, frequency, score))
        this.takeIn(window, named, candidate, at);
      this.addPlans(window, named);
    }
    return window;
  }

  private takeIn(window: UnitWindow, named: Named, period: Period, at: number): void {
    const key = seriesKey(named.indicator, named.unit);
    const series = this.feed.find(named.indicator, named.unit)!;
    const came = this.reportsOf(named).filter((report) => report.period === period.id && report.at <= at);
    for (const [revision, { value, numerator, denominator, at: recorded }] of came.entries())
      window.mergeObservation(
        key,
        period,
        {
          observationId: `${key}|${period.id}`,
          revision,
          value,
          recordedAt: new Date(recorded).toISOString(),
          fingerprint: fingerprintOf(value, numerator, denominator),
          demo: true,
          ...(numerator === undefined || denominator === undefined ? {} : { numerator, denominator }),
        },
        ALWAYS,
      );
    if (period.lastDay < series.start || reporterOn(series, period.lastDay) === undefined) return;
    const owed = {
      state: this.obligationAt(named, period.id, at),
      version: 1,
      knownFrom: instantOf(period.lastDay),
    };
    window.mergeOwed(key, period, owed, ALWAYS);
  }

  private addPlans(window: UnitWindow, { indicator, unit }: Named): void {
    for (const plan of this.plans.filter((one) => one.indicator === indicator && one.unit === unit)) {
      const ends = (point: { period: string; value: number }) => ({
        period: periodOf(this.rules.indicator(indicator, point.period)!.periodRule, point.period),
        value: point.value,
      });
      const points = trajectory({ base: ends(plan.base), target: ends(plan.target), shape: plan.shape });
      window.mergePlan(seriesKey(indicator, unit), {
        plan: `${indicator}:${unit}`,
        version: 1,
        base: plan.base.value,
        points: new Map(points.map(({ period, value }) => [period, value])),
        knownFrom: instantOf(BEGINNING),
      });
    }
  }
}
