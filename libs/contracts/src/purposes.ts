/** What each topic is for, in the words of its readers; part of docs/topics.md. */
export const PURPOSES: Readonly<Record<string, string>> = {
  'catalogue.v1':
    'The catalogue: indicators, units, editions with their nodes, assignments, goalposts, responsibilities, peer groups, positions, rules of periods and due times, the calendar, publications. Each entry holds from `validFrom` to `validTo`. The record of kind `catalogue-version` closes a change: all entries of its version lie before it.',
  'clock.v1': 'Internal. Where the business clock stands while a demo plays.',
  'observation.reported.v1':
    'What a data team or another service reports. ingestion records or returns each row.',
  'observation.recorded.v1':
    'Every value as recorded: one event a revision. `unit` is whose value it is, `scoredUnit` (the key) the unit for which it counts.',
  'observation.returned.v1':
    'Rows of `observation.reported` that were refused, with their reasons in Vietnamese and English.',
  'plan.recorded.v1': 'The planned path of an indicator for a unit, period by period up to its target.',
  'obligation.changed.v1':
    'What is due from whom, by when, and whether it came: expected, received, late, ended.',
  'publication.completed.v1':
    'An outside result (PCI, PAPI) of a year as published: provisional, completed, or partial with its number of provinces.',
  'score.changed.v1':
    'The score of one node of an index for one unit and period: value, coverage, and the parts that it was made of, down to the observations. Where two editions of an index hold for the period, `index` is its own code under the newest, and `PCI@PCI-2013` under an older one: an index of its own, never to be mixed with the other.',
  'score.state.v1': 'The newest score of each node; read it from the start to hold today’s state.',
  'rank.changed.v1':
    'A whole ranking in one record: every unit of the peer group with value and rank, all under one edition.',
  'trend.changed.v1':
    'The direction of a series up to a period: verdict, strength of evidence, slope, signals, breaks.',
  'rating.changed.v1':
    'Level against trajectory together with direction: green, yellow, red, no-data, unrated.',
  'forecast.changed.v1': 'The forecast of a series, with intervals where enough errors are known.',
  'alert.changed.v1':
    'One occurrence of a rule for a scope, and the transition that led to its state. Positions, never persons.',
  'explanation.changed.v1': 'What a lead answered when asked or when a rule said so.',
};

/** What the key of each topic is, as docs/topics.md names it. */
export const KEYS: Readonly<Record<string, string>> = {
  'catalogue.v1': 'entity kind : code : valid-from',
  'clock.v1': '`business`',
  'observation.recorded.v1': 'scored unit',
  'plan.recorded.v1': 'scored unit',
  'obligation.changed.v1': 'scored unit',
  'publication.completed.v1': 'index : period',
  'score.state.v1': 'unit : index : component : period',
  'rank.changed.v1': 'index or indicator : period : peer group',
};
