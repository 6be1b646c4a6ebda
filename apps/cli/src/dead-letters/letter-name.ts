import { OperatorProblem } from '../operator/operator-problem.js';

const NAME = /^([a-z]+)\/(\d+)$/;

/** A dead letter's name, as `list` shows it: the service and its number there. */
export const letterName = (service: string, id: number): string => `${service}/${id}`;

/** The numbers by service. Throws OperatorProblem `letter.name`. */
export function lettersByService(names: readonly string[]): Map<string, number[]> {
  const found = new Map<string, number[]>();
  for (const name of names) {
    const [, service, id] = NAME.exec(name) ?? [];
    if (service === undefined)
      throw new OperatorProblem(
        'letter.name',
        `"${name}" names no dead letter; write SERVICE/NUMBER as chiso dead-letters list shows it, for example scoring/12`,
      );
    found.set(service, [...(found.get(service) ?? []), Number(id)]);
  }
  return found;
}
