import { Injectable } from '@nestjs/common';
import { type ClockMoved, type Day, type Instant } from '#contracts';
import { Database, statement, type Tx } from '#persistence';

const COLUMNS = 'version, now_at, real_at, running, state, demo_from, demo_until, played, total';
const READ = statement('clock.read', `SELECT ${COLUMNS} FROM business_clock`);
const LOCK = statement('clock.lock', `SELECT ${COLUMNS} FROM business_clock FOR UPDATE`);

const WRITE = statement(
  'clock.write',
  `INSERT INTO business_clock (${COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
   ON CONFLICT (singleton) DO UPDATE SET
     version = excluded.version, now_at = excluded.now_at, real_at = excluded.real_at, running = excluded.running,
     state = excluded.state, demo_from = excluded.demo_from, demo_until = excluded.demo_until,
     played = excluded.played, total = excluded.total`,
);

/** A demo that is over is not taken back by a value that comes late. */
const PLAY = statement(
  'clock.play',
  `UPDATE business_clock
   SET version = version + 1, now_at = greatest(now_at, $1), real_at = $2, running = false, state = 'playing',
       played = least(played + $3, total)
   WHERE state <> 'over'
   RETURNING ${COLUMNS}`,
);

/** Another point of the line on which the clock runs; the line stays the same, so nobody has to hear of it. */
const SAVE_POSITION = statement(
  'clock.save-position',
  `UPDATE business_clock SET now_at = $1, real_at = $2 WHERE running AND version = $3`,
);

interface ClockRow {
  version: number;
  now_at: Instant;
  real_at: Instant;
  running: boolean;
  state: 'waiting' | 'playing' | 'over';
  demo_from: Day;
  demo_until: Day;
  played: number;
  total: number;
}

/** Where the clock stands, without what an event adds. */
export type ClockState = Pick<ClockMoved, 'version' | 'now' | 'real' | 'running'> & {
  demoFeed: NonNullable<ClockMoved['demoFeed']>;
};

@Injectable()
export class ClockStore {
  constructor(private readonly database: Database) {}

  async read(): Promise<ClockState | undefined> {
    return stateOf(await this.database.query<ClockRow>(READ));
  }

  /** The clock, held until the transaction ends. */
  async lock(tx: Tx): Promise<ClockState | undefined> {
    return stateOf(await tx.query<ClockRow>(LOCK));
  }

  async write(tx: Tx, { version, now, real, running, demoFeed }: ClockState): Promise<void> {
    const { state, from, until, played, total } = demoFeed;
    await tx.query(WRITE, [version, now, real, running, state, from, until, played, total]);
  }

  /** Moves the clock forward to the newest of some played values. */
  async play(tx: Tx, now: Instant, real: Instant, count: number): Promise<ClockState | undefined> {
    return stateOf(await tx.query<ClockRow>(PLAY, [now, real, count]));
  }

  async savePosition({ now, real, version }: Pick<ClockState, 'now' | 'real' | 'version'>): Promise<void> {
    await this.database.query(SAVE_POSITION, [now, real, version]);
  }
}

function stateOf([row]: readonly ClockRow[]): ClockState | undefined {
  if (!row) return undefined;
  return {
    version: row.version,
    now: row.now_at,
    real: row.real_at,
    running: row.running,
    demoFeed: {
      state: row.state,
      from: row.demo_from,
      until: row.demo_until,
      played: row.played,
      total: row.total,
    },
  };
}
