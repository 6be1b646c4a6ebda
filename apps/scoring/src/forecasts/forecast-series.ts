import { Inject, Injectable } from '@nestjs/common';
import { eventOf, ForecastChangedV1 } from '#contracts';
import { Outbox } from '#messaging';
import { type Day, type Period, periodOf } from '#periods';
import { type Tx } from '#persistence';
import { type ForecastSettings, type OriginForecasts } from '#scoring-engine';
import { unitsOfFamily, windowBack } from '../cross-sections/family-task.js';
import { type Panel } from '../cross-sections/panel.js';
import { ReadPanels } from '../cross-sections/read-panels.js';
import { subjectFields, subjectKeyOf } from '../cross-sections/subject.js';
import { ScoringRules } from '../method/scoring-rules.js';
import { breath } from '#runtime';
import { type DueForecast, DueForecastStore } from './due-forecast.store.js';
import {
  type FamilyForecast,
  forecastGroup,
  forecastSettings,
  meansOf,
  newestPeriod,
  type Stretch,
  stretchesOf,
  type Target,
} from './forecast-family.js';
import { type ForecastDraft, type ForecastHead, ForecastStore } from './forecast.store.js';
import { HeldOrigins } from './held-origins.js';
import { TargetStore } from './target.store.js';

const ALWAYS = '0001-01-01';

interface Family {
  readonly panel: Panel;
  readonly units: readonly string[];
}

/** Forecasts every series of a family from its newest value, and writes the next version of what differs. */
@Injectable()
export class ForecastSeries {
  private readonly held = new HeldOrigins();

  constructor(
    @Inject(ScoringRules) private readonly rules: ScoringRules,
    @Inject(ReadPanels) private readonly readPanels: ReadPanels,
    @Inject(TargetStore) private readonly targets: TargetStore,
    @Inject(ForecastStore) private readonly store: ForecastStore,
    @Inject(DueForecastStore) private readonly due: DueForecastStore,
    @Inject(Outbox) private readonly outbox: Outbox,
  ) {}

  /** Under the lock of the subject's forecasts; everything committed before it was taken is seen. */
  async execute(tx: Tx, due: DueForecast): Promise<void> {
    const settings = forecastSettings(due.rule);
    const family = await this.familyOf(tx, due);
    const forecasts = settings ? await this.forecasts(tx, due, family, settings) : [];
    const heads = await this.store.heads(tx, due);
    const withdrawn = this.withdrawn(due, family, forecasts, heads);
    const drafts = [...forecasts.map((forecast) => draftOf(due, forecast)), ...withdrawn];
    const changed = await this.store.save(tx, due, drafts, heads, this.rules.version);
    await this.due.done(tx, due);
    await this.outbox.append(
      tx,
      changed.map((forecast) => eventOf(ForecastChangedV1, forecast)),
    );
  }

  private async familyOf(tx: Tx, due: DueForecast): Promise<Family> {
    const near = await this.read(tx, due, windowBack(due.rule, due.from));
    const newest = newestPeriod(near.panel, near.units)?.lastDay ?? '';
    // What speaks of a later day than any value (a plan) does not say how far the values lie back.
    return newest >= due.from ? near : this.read(tx, due, ALWAYS);
  }

  private async read(tx: Tx, due: DueForecast, back: Day): Promise<Family> {
    const panels = await this.readPanels.execute(tx, [{ ...due, back }]);
    const panel = panels.get(subjectKeyOf(due))!;
    return { panel, units: unitsOfFamily(this.rules, due, panel) };
  }

  private async forecasts(
    tx: Tx,
    due: DueForecast,
    { panel, units }: Family,
    settings: ForecastSettings,
  ): Promise<FamilyForecast[]> {
    const targetOf = await this.targetsOf(tx, due);
    const forecasts: FamilyForecast[] = [];
    for (const group of Map.groupBy(stretchesOf(panel, units, settings), (each) => each.group).values()) {
      const origins = await this.origins(due, group, settings);
      const originsOf = ({ unit }: Stretch) => origins.get(unit)!;
      forecasts.push(...forecastGroup(group, settings, originsOf, targetOf, panel.ruleOf));
    }
    return forecasts;
  }

  /** A fit of 25 origins takes 10 to 20 ms, and a family has up to a hundred units. */
  private async origins(
    due: DueForecast,
    group: readonly Stretch[],
    settings: ForecastSettings,
  ): Promise<Map<string, OriginForecasts>> {
    const means = meansOf(group);
    const origins = new Map<string, OriginForecasts>();
    for (const { unit, points } of group) {
      await breath();
      origins.set(unit, this.held.of(`${subjectKeyOf(due)}|${unit}`, points, settings, means));
    }
    return origins;
  }

  /** Scores of units have no targets of their own: what they should be follows from the plans of their indicators. */
  private async targetsOf(
    tx: Tx,
    { index, subject, rule }: DueForecast,
  ): Promise<(unit: string, newest: Period) => Target | undefined> {
    const hasPlans = index === '' || this.rules.isPublishedIndex(index);
    return hasPlans ? this.targets.read(tx, subject, rule) : () => undefined;
  }

  /** Series of the family that were forecast once and have become too short: by a break, a conflict, or taken back. */
  private withdrawn(
    due: DueForecast,
    { panel, units }: Family,
    forecasts: readonly FamilyForecast[],
    heads: ReadonlyMap<string, ForecastHead>,
  ): ForecastDraft[] {
    const forecast = new Set(forecasts.map(({ unit }) => unit));
    const own = new Set(units);
    const isOwn = ({ unit, period }: ForecastHead) => {
      if (panel.series.has(unit)) return own.has(unit);
      const day = periodOf(due.rule, period).lastDay;
      return this.rules.family(unit, due.index, day) === due.family;
    };
    return [...heads.values()]
      .filter((head) => head.steps > 0 && !forecast.has(head.unit) && isOwn(head))
      .map(({ unit, period, known_from: knownFrom }) => ({
        content: { ...identityOf(due, unit, period), method: 'none', parameters: {}, steps: [] },
        knownFrom,
        cause: due.cause,
      }));
  }
}

const identityOf = (due: DueForecast, unit: string, period: string) => ({
  ...subjectFields(due, due.subjectKind),
  unit,
  period,
  periodRule: due.rule,
});

function draftOf(due: DueForecast, forecast: FamilyForecast): ForecastDraft {
  const { unit, newest, knownFrom, demo, ...numbers } = forecast;
  return {
    content: { ...identityOf(due, unit, newest.id), ...numbers, ...(demo ? { demo } : {}) },
    knownFrom,
    cause: due.cause,
  };
}
