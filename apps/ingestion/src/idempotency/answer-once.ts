import { createHash } from 'node:crypto';
import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Database, isTransient, type Tx } from '#persistence';
import { type Caller, RejectedError } from '#runtime';
import { IdempotencyStore, type RequestKey } from './idempotency.store.js';

export interface KeyedRequest {
  readonly caller: Caller;
  readonly route: string;
  /** The header Idempotency-Key; without it the request is carried out each time. */
  readonly key: string | undefined;
  readonly body: unknown;
}

const LONGEST_KEY = 255;
const CLEAN_EVERY_MS = 60 * 60 * 1000;
/** A deadlock ends one of two transactions; the other one is over when we try again. */
const ATTEMPTS = 3;

/** Rolls the work back when another request with the same key was first. */
class AnsweredMeanwhile extends Error {}

/** Carries out a request in one transaction together with its answer, once per key: the same key gets the same answer for 7 days. */
@Injectable()
export class AnswerOnce implements OnApplicationBootstrap, OnApplicationShutdown {
  private cleaner: NodeJS.Timeout | undefined;

  constructor(
    private readonly database: Database,
    private readonly store: IdempotencyStore,
  ) {}

  onApplicationBootstrap(): void {
    this.cleaner = setInterval(() => void this.store.forgetOld().catch(() => undefined), CLEAN_EVERY_MS);
    this.cleaner.unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.cleaner);
  }

  async execute<T>(request: KeyedRequest, work: (tx: Tx) => Promise<T>): Promise<T> {
    const { key } = request;
    if (key === undefined || key === '') return this.carryOut(work);
    if (key.length > LONGEST_KEY)
      throw new RejectedError('idempotency-key.too-long', `At most ${LONGEST_KEY} characters.`, {
        params: { longest: LONGEST_KEY },
      });
    const requestKey = { caller: request.caller.person, route: request.route, key };
    const hash = createHash('sha256').update(JSON.stringify(request.body)).digest('hex');
    const before = await this.keptAnswer(requestKey, hash);
    if (before) return before.answer as T;
    try {
      return await this.carryOut(async (tx) => {
        const answer = await work(tx);
        const kept = { request_hash: hash, response: JSON.stringify(answer) };
        if (!(await this.store.keep(tx, requestKey, kept))) throw new AnsweredMeanwhile();
        return answer;
      });
    } catch (error) {
      const meanwhile = error instanceof AnsweredMeanwhile && (await this.keptAnswer(requestKey, hash));
      if (meanwhile) return meanwhile.answer as T;
      throw error;
    }
  }

  private async keptAnswer(requestKey: RequestKey, hash: string): Promise<{ answer: unknown } | undefined> {
    const kept = await this.store.read(requestKey);
    if (!kept) return undefined;
    if (kept.request_hash !== hash)
      throw new RejectedError('idempotency-key.reused', 'The key was used for another request.', {
        field: 'Idempotency-Key',
      });
    return { answer: JSON.parse(kept.response) };
  }

  private async carryOut<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.database.transaction(work);
      } catch (error) {
        if (attempt === ATTEMPTS || !isDeadlock(error)) throw error;
      }
    }
  }
}

const isDeadlock = (error: unknown): boolean =>
  isTransient(error) && (error as { code?: unknown }).code === '40P01';
