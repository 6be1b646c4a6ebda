/** A named SQL statement: prepared once per connection under its name, with `$1`-style places. */
export interface Statement {
  readonly name: string;
  readonly text: string;
}

/** Names a statement. Names are unique within a service: two texts under one name would run the first one. */
export const statement = (name: string, text: string): Statement => ({ name, text });
