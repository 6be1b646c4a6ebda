import { PLAN_SHAPES } from '#contracts';
import { periodDistance } from '#periods';
import { type IndicatorTerms } from '../observations/indicator-terms.js';
import { numberFault } from '../observations/reported-row.js';
import { type RowRules } from '../observations/validate-row.js';
import { isPrintable, rowProblem, type RowProblem } from '../row-problem.js';
import { type PlannedPoint, type PlanShape, trajectory } from './trajectory.js';

interface PlanPoint {
  readonly period: string;
  readonly value: number;
}

/** A plan with its trajectory, as it may be recorded. */
export interface ValidPlan {
  readonly indicator: string;
  readonly unit: string;
  readonly scoredUnit: string;
  readonly base: PlanPoint;
  readonly target: PlanPoint;
  readonly shape: PlanShape;
  readonly issuer?: string;
  readonly demo: boolean;
  readonly points: readonly PlannedPoint[];
}

type Fields = Record<string, unknown>;
interface PlanFields extends Pick<ValidPlan, 'indicator' | 'unit' | 'base' | 'target' | 'shape' | 'issuer'> {
  readonly demo: boolean;
}

/** The days of ten years; an outbox record holds no more points. */
const MOST_POINTS = 3_660;
const LONGEST_TEXT = 200;

/** Everything that is wrong with a plan, or the plan with its points. */
export function validatePlan(
  given: unknown,
  rules: RowRules,
): { valid: ValidPlan } | { problems: readonly RowProblem[] } {
  const read = readPlan(given);
  if ('problems' in read) return read;
  const { plan } = read;
  const base = rules.termsOf(plan.indicator, plan.base.period);
  const target = rules.termsOf(plan.indicator, plan.target.period);
  if ('code' in base) return { problems: [inField(base, 'base.period')] };
  if ('code' in target) return { problems: [inField(target, 'target.period')] };
  const problems = [...meaningProblems(plan, base, target), ...unitProblems(plan, rules, target)];
  const placed = rules.placementOf(target, plan.indicator, plan.unit);
  if ('code' in placed) return { problems: [...problems, placed] };
  if (problems.length > 0) return { problems };
  const points = trajectory({
    base: { period: base.period, value: plan.base.value },
    target: { period: target.period, value: plan.target.value },
    shape: plan.shape,
  });
  return { valid: { ...plan, scoredUnit: placed.scoredUnit, points } };
}

const inField = (problem: RowProblem, field: string): RowProblem =>
  problem.field === 'period' ? { ...problem, field } : problem;

function meaningProblems(plan: PlanFields, base: IndicatorTerms, target: IndicatorTerms): RowProblem[] {
  const count = periodDistance(base.period, target.period);
  const problems: RowProblem[] = [];
  if (count <= 0) problems.push(rowProblem('plan.target-before-base', 'target.period'));
  if (count > MOST_POINTS) problems.push(rowProblem('plan.too-long', 'target.period', { most: MOST_POINTS }));
  for (const [field, { value }, { lowest, highest }] of [
    ['base.value', plan.base, base],
    ['target.value', plan.target, target],
  ] as const)
    if ((lowest !== undefined && value < lowest) || (highest !== undefined && value > highest))
      problems.push(
        rowProblem('value.out-of-bounds', field, { value, least: lowest ?? '−∞', most: highest ?? '∞' }),
      );
  return problems;
}

function unitProblems({ unit }: PlanFields, { catalogue }: RowRules, target: IndicatorTerms): RowProblem[] {
  const last = catalogue.history('unit', unit).at(-1);
  if (!last) return [rowProblem('unit.unknown', 'unit', { unit })];
  if (last.validTo === undefined || last.validTo >= target.period.firstDay) return [];
  return [rowProblem('unit.ended', 'unit', { unit, endedOn: last.validTo, period: target.period.id })];
}

function readPlan(given: unknown): { plan: PlanFields } | { problems: RowProblem[] } {
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    return { problems: [rowProblem('row.not-an-object', '')] };
  const fields = given as Fields;
  const problems: RowProblem[] = [];
  for (const field of ['indicator', 'unit'])
    if (!isText(fields[field])) problems.push(rowProblem('field.missing', field));
  for (const field of ['base', 'target']) problems.push(...pointProblems(field, fields[field]));
  const shape = PLAN_SHAPES.find((known) => known === (fields['shape'] ?? 'linear'));
  if (!shape) problems.push(rowProblem('plan.shape', 'shape', { shapes: PLAN_SHAPES.join(', ') }));
  if (fields['issuer'] !== undefined && !isText(fields['issuer']))
    problems.push(rowProblem('field.not-a-text', 'issuer'));
  if (problems.length > 0 || !shape) return { problems };
  const { indicator, unit, base, target, issuer } = fields as unknown as PlanFields;
  return {
    plan: {
      indicator,
      unit,
      base,
      target,
      shape,
      ...(issuer === undefined ? {} : { issuer }),
      demo: fields['demo'] === true,
    },
  };
}

function pointProblems(field: string, point: unknown): RowProblem[] {
  const { period, value } = (point ?? {}) as Fields;
  return [
    ...(isText(period) ? [] : [rowProblem('field.missing', `${field}.period`)]),
    ...valueProblems(`${field}.value`, value),
  ];
}

function valueProblems(field: string, value: unknown): RowProblem[] {
  if (value === undefined || value === null) return [rowProblem('value.not-a-number', field)];
  const fault = numberFault(field, value);
  return fault ? [fault] : [];
}

const isText = (value: unknown): value is string =>
  typeof value === 'string' && value !== '' && value.length <= LONGEST_TEXT && isPrintable(value);
