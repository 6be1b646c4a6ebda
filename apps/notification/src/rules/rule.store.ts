import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Database, statement } from '#persistence';
import { Clock, ConfigError } from '#runtime';
import { FIRST_RULES } from './first-rules.js';
import { ruleFaults, type Rule } from './rule.js';

const ADD = statement(
  'rule.add',
  `INSERT INTO rule (id, version, kind, active, definition, known_from)
   SELECT r->>'id', (r->>'version')::int, r->>'kind', (r->>'active')::boolean, r, $2
   FROM jsonb_array_elements($1::jsonb) AS r ON CONFLICT DO NOTHING`,
);
const NEWEST = statement(
  'rule.newest',
  'SELECT DISTINCT ON (id) definition FROM rule ORDER BY id, version DESC',
);

/** The rules in force: the newest version of each that is active. */
@Injectable()
export class RuleStore implements OnModuleInit {
  private rules: readonly Rule[] = [];

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async onModuleInit(): Promise<void> {
    const faults = FIRST_RULES.flatMap(ruleFaults);
    if (faults.length > 0) throw new ConfigError(faults);
    await this.database.query(ADD, [JSON.stringify(FIRST_RULES), this.clock.real()]);
    const rows = await this.database.query<{ definition: Rule }>(NEWEST);
    this.rules = rows.map((row) => row.definition).filter((rule) => rule.active);
  }

  ofKind<K extends Rule['kind']>(kind: K): readonly Extract<Rule, { kind: K }>[] {
    return this.rules.filter((rule): rule is Extract<Rule, { kind: K }> => rule.kind === kind);
  }

  /** The rule by which an alert was opened; its newest version. */
  byId(id: string): Rule | undefined {
    return this.rules.find((rule) => rule.id === id);
  }
}
