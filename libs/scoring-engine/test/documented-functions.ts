import * as engine from '../src/index.js';
import type { Example } from './example.js';
import { aUnitScore, aWholeOf } from './unit-score-example.js';

type Compute = (example: Example) => unknown;

const numbers = (example: Example): readonly number[] => example.values as number[];
const named = (example: Example): ReadonlyMap<string, number> =>
  new Map(Object.entries(example.values as Record<string, number>));

function pointsOf(example: Example): readonly engine.SeriesPoint[] {
  const first = (example['first'] as number | undefined) ?? 0;
  return numbers(example).map((value, at) => ({ index: first + at, value }));
}

const official: Readonly<Record<string, Compute>> = {
  goalpostScore: ({ values, goalposts, direction }) =>
    (values as number[]).map((value) =>
      engine.goalpostScore(value, goalposts as engine.Goalposts, direction as engine.Direction),
    ),
  publishedComposite: (example) => {
    const edition = example['edition'] as engine.Edition;
    engine.validateEdition(edition);
    return engine.publishedComposite(edition, edition.nodes[0]!.code, named(example))[0];
  },
  subIndexFrom: (example) => engine.subIndexFrom(example['model'] as engine.SubIndexModel, named(example)),
  competitionRank: (example) =>
    engine.competitionRank([...named(example)].map(([unit, value]) => ({ unit, value }))),
  pointsScore: ({ numerator, denominator, maximum, fullFrom }) =>
    engine.pointsScore(
      (numerator as number) / (denominator as number),
      maximum as number,
      fullFrom as number | undefined,
    ),
};

const departments: Readonly<Record<string, Compute>> = {
  scoreUnit: aUnitScore,
  contributionsOfChange: ({ before, after }) =>
    engine.contributionsOfChange(
      aWholeOf(before as Record<string, number[]>),
      aWholeOf(after as Record<string, number[]>),
    ),
};

const time: Readonly<Record<string, Compute>> = {
  cellOf: ({ reports }) => engine.cellOf(reports as engine.Cell[]),
  cellAsKnownOn: ({ reports, instant }) => engine.cellAsKnownOn(reports as engine.Cell[], instant as string),
  unitsOn: ({ entries, code, day }) =>
    engine.unitsOn(entries as engine.UnitEntry[], code as string, day as string),
  standingPeriod: ({ periods, inside, frequency }) =>
    engine.standingPeriod(
      periods as engine.CandidatePeriod[],
      inside as number,
      frequency as engine.Frequency,
    ),
};

const trends: Readonly<Record<string, Compute>> = {
  trendOf: (example) => engine.trendOf(pointsOf(example), example['settings'] as engine.TrendSettings),
  rejectedByFalseDiscovery: (example) => engine.rejectedByFalseDiscovery(numbers(example)),
  changePoints: (example) => engine.changePoints(numbers(example)),
  controlChart: (example) =>
    engine.controlChart(pointsOf(example), example['settings'] as engine.ControlChartSettings),
};

const forecasts: Readonly<Record<string, Compute>> = {
  forecastOf: (example) =>
    engine.forecastOf(
      pointsOf(example),
      example['settings'] as engine.ForecastSettings,
      example['yearMean'] as number,
    ),
  conformalRadius: (example) =>
    engine.conformalRadius(engine.errorPool(numbers(example))!, example['coverage'] as number),
  probabilityOfReaching: (example) =>
    engine.probabilityOfReaching(
      example['target'] as number,
      example['mean'] as number,
      'up',
      engine.errorPool(numbers(example))!,
    ),
  paceTo: (example) => engine.paceTo(example['target'] as engine.SeriesPoint, pointsOf(example)),
  trajectoryPoints: ({ plan, positions }) =>
    engine
      .trajectoryPoints(plan as engine.TrajectoryPlan, positions as number[])
      .map((value) => value ?? null),
};

const judgement: Readonly<Record<string, Compute>> = {
  ratePeriods: ({ rule, window }) =>
    engine.ratePeriods(rule as engine.RatingRule, window as engine.RatedPoint[]),
};

function everyNormalisation(example: Example): unknown {
  const column = [...named(example).values()];
  return Object.fromEntries(
    engine.NORMALISE_METHODS.map((method) => [
      method,
      engine.normaliseColumn(
        column,
        {
          method,
          scale: [1, 10],
          direction: 'up',
          goalposts: example['goalposts'] as [number, number],
          target: example['target'] as number,
        },
        'the example',
      ),
    ]),
  );
}

/** Every aggregation of one row; Copeland needs the columns of all units. */
function everyAggregation(example: Example): unknown {
  const weights = example['weights'] as number[];
  const parts = numbers(example).map((score, at) => ({ score, weight: weights[at]! }));
  const methods = engine.AGGREGATE_METHODS.filter(
    (method): method is Exclude<engine.AggregateMethod, 'copeland'> => method !== 'copeland',
  );
  return Object.fromEntries(methods.map((method) => [method, engine.aggregateRow(method, parts)]));
}

function composite({ method, values }: Example): [engine.MethodDocument, engine.CompositeData] {
  const rows = values as Record<string, readonly (number | null)[]>;
  const document = engine.parseMethodDocument(method);
  const codes = engine.methodLeaves(document.tree).map(({ code }) => code);
  const columns = new Map(
    codes.map((code, at) => [code, Object.values(rows).map((row) => row[at] ?? undefined)]),
  );
  return [document, { units: Object.keys(rows), columns }];
}

const composites: Readonly<Record<string, Compute>> = {
  normaliseColumn: everyNormalisation,
  aggregateRow: everyAggregation,
  treatColumn: (example) => engine.treatColumn(numbers(example), 'winsorise', 'the example'),
  imputeColumn: ({ values, groups }) =>
    engine.imputeColumn(
      (values as (number | null)[]).map((value) => value ?? undefined),
      'group-median',
      groups as string[],
    ),
  copelandScores: ({ columns, weights }) =>
    engine.copelandScores(columns as number[][], weights as number[], [true, true, true]),
  computeComposite: (example) => engine.computeComposite(...composite(example)),
  uncertaintyOf: (example) => {
    const [document, data] = composite(example);
    const { draws, seed } = example['settings'] as { draws: number; seed: number };
    return engine.uncertaintyOf({ document, data, draws, seed });
  },
};

/** How each example of the document is computed. */
export const ENGINE: Readonly<Record<string, Compute>> = {
  ...official,
  ...departments,
  ...time,
  ...trends,
  ...forecasts,
  ...judgement,
  ...composites,
};
