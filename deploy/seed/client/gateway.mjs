// @ts-check
import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';

const ACTOR = 'seed@SEED';
const FIRST_WAIT = 250;
const LONGEST_WAIT = 5_000;
const REQUEST_TIMEOUT = 60_000;
/** A 500 may pass while services start; one that stays is a bug and ends the loader. */
const TRIES_AFTER_FAULT = 5;
/** Answers of a service that is away or busy; everything else says something about the request. */
const AWAY = new Set([429, 502, 503, 504]);

/** The gateway refused a request: trying again would not help. */
export class RefusedError extends Error {
  /** @override */
  name = 'RefusedError';
}

/**
 * The gateway as the loader uses it: each request carries the key of its content, so that sending it again after a
 * crash is harmless, and waits as long as a service is away.
 */
export class Gateway {
  #url;

  /** @param {string} url */
  constructor(url) {
    this.#url = `${url}/api/v1`;
  }

  /**
   * @param {string} path
   * @param {unknown} content
   * @param {{ once?: boolean }} [options] `once`: nothing depends on it, so a service that is away is not waited for
   * @returns {Promise<unknown>}
   */
  async post(path, content, { once = false } = {}) {
    const body = JSON.stringify(content);
    for (let attempt = 1, pause = FIRST_WAIT; ; attempt += 1, pause = Math.min(LONGEST_WAIT, pause * 2)) {
      const answer = await this.#send('POST', path, body).catch(away);
      if (answer?.ok) return await parsed(answer);
      if (answer && !isAway(answer.status, attempt))
        throw new RefusedError(`POST ${path}: ${answer.status} ${(await answer.text()).slice(0, 500)}`);
      if (once) return undefined;
      await wait(waitOf(answer) || pause * (0.75 + Math.random() / 2));
    }
  }

  /**
   * Whether the answer to a question contains a text; any fault counts as no.
   * @param {string} path
   * @param {string} text
   */
  async answersWith(path, text) {
    const answer = await this.#send('GET', path).catch(away);
    return answer?.ok === true && (await answer.text()).includes(text);
  }

  /**
   * @param {'GET' | 'POST'} method
   * @param {string} path
   * @param {string} [body]
   */
  #send(method, path, body) {
    const content =
      body === undefined
        ? {}
        : { 'content-type': 'application/json', 'Idempotency-Key': contentKey(path, body) };
    return fetch(`${this.#url}${path}`, {
      method,
      headers: { 'X-Chiso-Act-As': ACTOR, ...content },
      signal: AbortSignal.timeout(REQUEST_TIMEOUT),
      ...(body === undefined ? {} : { body }),
    });
  }
}

/**
 * @param {number} status
 * @param {number} attempt
 */
const isAway = (status, attempt) => AWAY.has(status) || (status === 500 && attempt < TRIES_AFTER_FAULT);

/** @param {Response | undefined} answer */
const waitOf = (answer) => (Number(answer?.headers.get('retry-after')) || 0) * 1000;

/** A connection that fails or takes too long is a service that is away. */
const away = () => undefined;

/** @param {Response} answer */
async function parsed(answer) {
  const text = await answer.text();
  return text === '' ? undefined : JSON.parse(text);
}

/**
 * @param {string} path
 * @param {string} body
 */
const contentKey = (path, body) =>
  `seed-${createHash('sha256').update(path).update(body).digest('hex').slice(0, 40)}`;
