import { type ScoreInput, type ScorePart } from '#contracts';
import {
  type ComponentScore,
  type Contribution,
  type Goalposts,
  inputCode,
  type ScoredInput,
} from '#scoring-engine';

type GoalpostsOf = (indicator: string) => Goalposts | undefined;

/** The indicators of a unit's component, each with its value, its score and the observations that went in. */
export function unitParts(component: ComponentScore, goalpostsOf: GoalpostsOf): ScorePart[] {
  const byCode = new Map(component.contributions.map((each) => [each.code, each]));
  return component.inputs.map((input) => inputPart(input, byCode.get(inputCode(input)), goalpostsOf));
}

/** Set one after the other: a score has a hundred parts, and spreading what may be absent took twice as long. */
function inputPart(input: ScoredInput, own: Contribution | undefined, goalpostsOf: GoalpostsOf): ScorePart {
  const { indicator, forUnit, weight, state, reason, value, score, flags } = input;
  const goalposts = goalpostsOf(indicator);
  const part: ScorePart = {
    code: indicator,
    kind: 'indicator',
    unit: forUnit,
    weight,
    state: state === 'not-scored' ? 'missing' : state,
  };
  if (value !== undefined) part.value = value;
  if (score !== undefined) part.score = score;
  if (own) part.contribution = own.contribution;
  if (goalposts) part.goalposts = goalposts;
  if (flags.length > 0 || reason) part.flags = reason ? [...flags, reason] : [...flags];
  part.inputs = countedInputs(input);
  return part;
}

function countedInputs({ indicator, forUnit, observations, demo }: ScoredInput): ScoreInput[] {
  const inputs: ScoreInput[] = [];
  for (const { observationId, value, numerator, denominator, period, revision, recordedAt } of observations) {
    if (value === undefined) continue;
    const observation = observationId;
    const one: ScoreInput = { observation, indicator, unit: forUnit, value, period, revision, recordedAt };
    if (numerator !== undefined) one.numerator = numerator;
    if (denominator !== undefined) one.denominator = denominator;
    if (demo) one.demo = true;
    inputs.push(one);
  }
  return inputs;
}
