import { useCallback } from 'react';
import { useLocation, useSearch } from 'wouter';

/** State of the view lives in the address, so that every view has a permalink. */
export function useViewState(name: string): [string | undefined, (value: string | undefined) => void] {
  const search = useSearch();
  const [path, go] = useLocation();
  const value = new URLSearchParams(search).get(name) ?? undefined;
  const set = useCallback(
    (next: string | undefined) => {
      const params = new URLSearchParams(location.search);
      if (next) params.set(name, next);
      else params.delete(name);
      const text = params.toString();
      go(text ? `${path}?${text}` : path, { replace: true });
    },
    [go, name, path],
  );
  return [value, set];
}

const isDay = (text: string | undefined): text is string => /^\d{4}-\d{2}-\d{2}$/.test(text ?? '');

/** The instant up to which the reader wants to know: the end of the chosen day in Vietnam. */
export function useKnownOn(): string | undefined {
  const [day] = useViewState('knownOn');
  return isDay(day) ? `${day}T16:59:59.999Z` : undefined;
}

/** Links keep what holds for the whole visit (period, known on), and nothing of the page left behind. */
export function useLinkTo(): (path: string, own?: Readonly<Record<string, string | undefined>>) => string {
  const search = useSearch();
  return useCallback(
    (path, own = {}) => {
      const here = new URLSearchParams(search);
      const params = new URLSearchParams();
      for (const name of ['period', 'knownOn']) {
        const value = name in own ? own[name] : here.get(name);
        if (value) params.set(name, value);
      }
      for (const [name, value] of Object.entries(own)) if (value) params.set(name, value);
      const text = params.toString();
      return text ? `${path}?${text}` : path;
    },
    [search],
  );
}
