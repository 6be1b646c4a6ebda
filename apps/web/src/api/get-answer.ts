/** An answer that is not a 2xx, with the stable code and the sentence of problem+json. */
export class ProblemAnswer extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    detail: string,
  ) {
    super(detail);
  }
}

interface Kept {
  etag: string;
  answer: unknown;
}
const kept = new Map<string, Kept>();

async function problemOf(response: Response): Promise<ProblemAnswer> {
  const body: unknown = await response.json().catch(() => ({}));
  const { code, detail, title } = body as { code?: string; detail?: string; title?: string };
  return new ProblemAnswer(response.status, code ?? 'unknown', detail ?? title ?? response.statusText);
}

/** Conditional GET: an unchanged answer costs a 304 and gives the very same object again, so nothing is redrawn. */
export async function getAnswer<T>(url: string, language: string, signal?: AbortSignal): Promise<T> {
  const before = kept.get(`${language} ${url}`);
  const headers: Record<string, string> = { Accept: 'application/json', 'Accept-Language': language };
  if (before) headers['If-None-Match'] = before.etag;
  const response = await fetch(url, { headers, cache: 'no-store', ...(signal && { signal }) });
  if (response.status === 304 && before) return before.answer as T;
  if (!response.ok) throw await problemOf(response);
  const answer = (await response.json()) as T;
  const etag = response.headers.get('ETag');
  if (etag) kept.set(`${language} ${url}`, { etag, answer });
  return answer;
}

/** A command with the person who acts, refused in the language of the page; the same key on a retry gives the same result. */
export async function postCommand<T>(
  url: string,
  body: unknown,
  { actAs, language }: { actAs: string; language: string },
): Promise<T> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      Accept: 'application/json',
      'Accept-Language': language,
      'X-Chiso-Act-As': actAs,
      'Idempotency-Key': crypto.randomUUID(),
    },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw await problemOf(response);
  return (await response.json().catch(() => ({}))) as T;
}
