// The tables that the peers with a database end with, in the figures of the plain computation.
import pg from 'pg';

export async function storedState({ url }) {
  const client = new pg.Client(url);
  await client.connect();
  const one = async (text) => (await client.query(text)).rows[0];
  const state = {
    ...(await one('select count(*)::int as ids from inbox')),
    ...(await one('select count(*)::int as observations from observation')),
    ...(await one(
      'select count(*)::int as scores, sum(score) as "scoreSum", sum(coverage) as "coverageSum" from unit_score',
    )),
    ...(await one(`select count(*)::int as series, sum(s)::int as "sSum", sum(slope) as "slopeSum",
      (count(*) filter (where class = 'improving'))::int as improving,
      (count(*) filter (where class = 'holding'))::int as holding,
      (count(*) filter (where class = 'worsening'))::int as worsening from series_trend`)),
  };
  await client.end();
  return state;
}
