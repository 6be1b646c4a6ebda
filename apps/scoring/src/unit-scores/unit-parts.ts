import { type ScorePart } from '#contracts';
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

function inputPart(input: ScoredInput, own: Contribution | undefined, goalpostsOf: GoalpostsOf): ScorePart {
  const { indicator, forUnit, weight, state, reason, value, score, flags } = input;
  const goalposts = goalpostsOf(indicator);
  return {
    code: indicator,
    kind: 'indicator',
    unit: forUnit,
    weight,
    state: state === 'not-scored' ? 'missing' : state,
    ...(value === undefined ? {} : { value }),
    ...(score === undefined ? {} : { score }),
    ...(own ? { contribution: own.contribution } : {}),
    ...(goalposts ? { goalposts } : {}),
    ...(flags.length > 0 || reason ? { flags: [...flags, ...(reason ? [reason] : [])] } : {}),
    inputs: input.observations.flatMap(({ observationId, value: counted, ...observation }) =>
      counted === undefined
        ? []
        : [
            {
              observation: observationId,
              indicator,
              unit: forUnit,
              value: counted,
              ...observation,
              ...(input.demo ? { demo: true } : {}),
            },
          ],
    ),
  };
}
