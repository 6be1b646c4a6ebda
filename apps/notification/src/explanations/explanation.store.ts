import { Injectable } from '@nestjs/common';
import { type ExplanationChanged } from '#contracts';
import { statement, type Tx } from '#persistence';

const NEWEST = statement(
  'explanation.newest',
  'SELECT data FROM explanation_version WHERE alert = $1 ORDER BY version DESC LIMIT 1',
);
const ADD = statement(
  'explanation.add',
  `INSERT INTO explanation_version (id, version, alert, unit, known_from, cause, demo, data) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
);

/** Explanations: every version, never overwritten. */
@Injectable()
export class ExplanationStore {
  async newestOf(tx: Tx, alert: string): Promise<ExplanationChanged | undefined> {
    return (await tx.query<{ data: ExplanationChanged }>(NEWEST, [alert]))[0]?.data;
  }

  async add(tx: Tx, explanation: ExplanationChanged): Promise<void> {
    const { id, version, alert, unit, knownFrom, cause, demo } = explanation;
    await tx.query(ADD, [
      id,
      version,
      alert ?? null,
      unit,
      knownFrom,
      cause,
      demo ?? false,
      JSON.stringify(explanation),
    ]);
  }
}
