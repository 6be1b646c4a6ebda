import { type Direction, type InputTrajectory, inputCode, type ScoredInput } from '#scoring-engine';
import { type Indicator } from '../method/scoring-rules.js';
import { type LeadScores } from './lead-scores.js';

/** One scored input of a unit, as short as the roll-up to the province allows; a thousand of them make one row of it. */
type PackedInput = [
  indicator: string,
  forUnit: string,
  weight: number,
  state: ScoredInput['state'],
  score: number | null,
  pastDue: 0 | 1,
  demo: 0 | 1,
  knownFrom: string | null,
  base: number | null,
  target: number | null,
];

/** The inputs of a unit's scores, packed; each once, although several components may use it. */
export function packInputs({ indexes, trajectories, knownFrom }: LeadScores): string {
  const inputs = new Map<string, PackedInput>();
  for (const input of indexes.flatMap(({ components }) =>
    components.flatMap((component) => component.inputs),
  )) {
    const code = inputCode(input);
    const trajectory = trajectories.get(code);
    inputs.set(code, [
      input.indicator,
      input.forUnit,
      input.weight,
      input.state,
      input.score ?? null,
      input.pastDue ? 1 : 0,
      input.demo ? 1 : 0,
      knownFrom.get(code) ?? null,
      trajectory?.base ?? null,
      trajectory?.target ?? null,
    ]);
  }
  return JSON.stringify([...inputs.values()]);
}

interface Goalposts {
  readonly lo: number;
  readonly hi: number;
}

export interface UnpackedInputs {
  readonly inputs: ScoredInput[];
  readonly trajectories: Map<string, InputTrajectory>;
  readonly knownFrom: Map<string, string>;
}

/** The inputs of many units, each value once, in the order of their codes, as the engine wants them. */
export function unpackInputs(
  packed: readonly string[],
  indicatorOf: (code: string) => Indicator | undefined,
  goalpostsOf: (code: string) => Goalposts | undefined,
): UnpackedInputs {
  const byCode = new Map<string, ScoredInput>();
  const trajectories = new Map<string, InputTrajectory>();
  const knownFrom = new Map<string, string>();
  const rules = new Map<string, { found: Indicator | undefined; goalposts: Goalposts | undefined }>();
  const rulesOf = (code: string) => {
    const known = rules.get(code) ?? { found: indicatorOf(code), goalposts: goalpostsOf(code) };
    rules.set(code, known);
    return known;
  };
  for (const row of packed.flatMap((text) => JSON.parse(text) as PackedInput[])) {
    const [indicator, forUnit, weight, state, score, pastDue, demo, known, base, target] = row;
    const { found, goalposts } = rulesOf(indicator);
    const code = inputCode({ indicator, forUnit });
    byCode.set(code, {
      indicator,
      forUnit,
      weight,
      state,
      feeds: found?.feeds ?? [],
      ...(score === null ? {} : { score }),
      flags: [],
      pastDue: pastDue === 1,
      demo: demo === 1,
      observations: [],
    });
    if (known !== null) knownFrom.set(code, known);
    if (base !== null && target !== null && goalposts && found && found.direction !== 'neutral')
      trajectories.set(code, { base, target, direction: found.direction satisfies Direction, goalposts });
  }
  const inputs = [...byCode.values()].sort(
    (a, b) => compare(a.indicator, b.indicator) || compare(a.forUnit, b.forUnit),
  );
  return { inputs, trajectories, knownFrom };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
