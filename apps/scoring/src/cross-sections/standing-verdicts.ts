import { Inject, Injectable } from '@nestjs/common';
import { type RatingChanged, type TrendChanged } from '#contracts';
import { type Day } from '#periods';
import { type Tx } from '#persistence';
import { Heads } from './heads.js';
import { RankStore } from './rank.store.js';
import { type StandingKey, standingKeyOf } from './standing-key.js';
import { TurnStore } from './turn.store.js';
import { VerdictVersions } from './verdict-versions.store.js';

export type TrendContent = Omit<TrendChanged, 'version' | 'cause' | 'catalogueVersion' | 'knownFrom'>;
export type RatingContent = Omit<RatingChanged, 'version' | 'cause' | 'catalogueVersion' | 'knownFrom'>;

/** Verdicts of all in memory; about 200 bytes each. */
const MOST_HEADS = 60_000;

/** What has been said of a subject from a day on: by unit, and by peer group. */
export interface Standing {
  readonly from: Day;
  readonly trends: Heads;
  readonly ratings: Heads;
  readonly ranks: Heads;
}

/** A subject, and the day from which on what stands of it is asked for. */
export interface WantedStanding extends StandingKey {
  readonly back: Day;
}

/**
 * What stands, kept between transactions: to judge a value then costs no reading of the verdicts of sixty periods of all
 * units. Whoever judges a subject counts it, under its lock and in its transaction: where the turn before was this
 * process's own, nobody has said anything since. A transaction takes out what it changes, and puts it back once it has
 * committed.
 */
@Injectable()
export class StandingVerdicts {
  readonly trends = new VerdictVersions<TrendContent>('trend_version', 'verdict');
  readonly ratings = new VerdictVersions<RatingContent>('rating_version', 'rating');
  private readonly kept = new Map<string, Standing & { readonly turn: number }>();
  private size = 0;

  constructor(
    @Inject(TurnStore) private readonly turns: TurnStore,
    @Inject(RankStore) private readonly ranks: RankStore,
  ) {}

  /** @returns by the keys of what is wanted */
  async take(tx: Tx, all: readonly WantedStanding[]): Promise<ReadonlyMap<string, Standing>> {
    const wanted = earliest(all);
    const taken = new Map<string, Standing>();
    const turns = await this.turns.next(tx, [...wanted.values()]);
    for (const { turn, ...key } of turns) {
      const name = standingKeyOf(key);
      const known = this.takeOut(name);
      if (known?.turn === turn - 1 && known.from <= wanted.get(name)!.back) taken.set(name, known);
    }
    await this.read(
      tx,
      [...wanted.values()].filter((each) => !taken.has(standingKeyOf(each))),
      taken,
    );
    tx.afterCommit(() => {
      for (const { turn, ...key } of turns)
        this.putBack(standingKeyOf(key), taken.get(standingKeyOf(key))!, turn);
    });
    return taken;
  }

  private async read(tx: Tx, wanted: readonly WantedStanding[], into: Map<string, Standing>): Promise<void> {
    const [trends, ratings, ranks] = await Promise.all([
      this.trends.heads(tx, wanted),
      this.ratings.heads(tx, wanted),
      this.ranks.heads(tx, wanted),
    ]);
    for (const [at, { back, ...key }] of wanted.entries())
      into.set(standingKeyOf(key), {
        from: back,
        trends: trends[at]!,
        ratings: ratings[at]!,
        ranks: ranks[at]!,
      });
  }

  private takeOut(name: string): (Standing & { readonly turn: number }) | undefined {
    const known = this.kept.get(name);
    if (known) this.size -= sizeOf(known);
    this.kept.delete(name);
    return known;
  }

  private putBack(name: string, standing: Standing, turn: number): void {
    this.takeOut(name);
    this.kept.set(name, { ...standing, turn });
    this.size += sizeOf(standing);
    for (const oldest of this.kept.keys()) {
      if (this.size <= MOST_HEADS) return;
      this.takeOut(oldest);
    }
  }
}

const sizeOf = ({ trends, ratings, ranks }: Standing): number => trends.size + ratings.size + ranks.size;

/** Each subject once, from the earliest day. */
function earliest(wanted: readonly WantedStanding[]): Map<string, WantedStanding> {
  const found = new Map<string, WantedStanding>();
  for (const each of wanted) {
    const known = found.get(standingKeyOf(each));
    if (!known || each.back < known.back) found.set(standingKeyOf(each), each);
  }
  return found;
}
