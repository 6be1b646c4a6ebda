import { type LiveChange, type LiveTopic } from '#contracts';
import {
  type Query,
  type UndefinedInitialDataOptions,
  useQuery,
  type UseQueryResult,
} from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useKnownOn } from '../shell/view-state.js';
import { getAnswer } from './get-answer.js';

export type Question = Readonly<Record<string, string | undefined>>;

/** The address of a question under /api/v1, without what was not asked. */
export function addressOf(path: string, question: Question = {}): string {
  const asked = Object.entries(question).filter((pair): pair is [string, string] => Boolean(pair[1]));
  const search = new URLSearchParams(asked).toString();
  return `/api/v1${path}${search ? `?${search}` : ''}`;
}

interface Asked<T> {
  question?: Question;
  topics?: readonly LiveTopic[];
  /** Whether a change of these topics can touch this answer; without it each of them does. */
  concerns?: (change: LiveChange, answer: T) => boolean;
  /** Asked again after this time, for what moves without an event. */
  everyMs?: number;
}

/** Asks the gateway; `topics` name the live events after which the answer may have changed. */
export function useAnswer<T>(
  path: string,
  { question = {}, topics = [], everyMs, concerns }: Asked<T> = {},
): UseQueryResult<T> {
  const asKnownOn = useKnownOn();
  const { i18n } = useTranslation();
  const url = addressOf(path, { ...question, asKnownOn });
  const options: UndefinedInitialDataOptions<T> = {
    queryKey: ['answer', path, i18n.language, url],
    queryFn: ({ signal }) => getAnswer<T>(url, i18n.language, signal),
    ...(everyMs && { refetchInterval: everyMs }),
    // Another period of the same thing may stand until the answer is there; another thing may not.
    placeholderData: samePath<T>(path),
    // What the system knew on a past day does not change any more.
    meta: { topics: asKnownOn ? [] : topics, concerns },
  };
  return useQuery(options);
}

type Placeholder<T> = NonNullable<UndefinedInitialDataOptions<T>['placeholderData']>;
function samePath<T>(path: string): Placeholder<T> {
  const keep = (before: T | undefined, asked: Query | undefined) =>
    asked?.queryKey[1] === path ? before : undefined;
  return keep as Placeholder<T>;
}
