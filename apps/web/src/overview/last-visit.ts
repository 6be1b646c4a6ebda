const KEPT_AS = 'chiso.last-visit';
const VISIT = 'chiso.this-visit';

/** What was known at the end of the visit before this one; it stays the same as long as the window is open. */
export function sinceLastVisit(): string | undefined {
  const during = sessionStorage.getItem(VISIT);
  if (during !== null) return during || undefined;
  const before = localStorage.getItem(KEPT_AS) ?? '';
  sessionStorage.setItem(VISIT, before);
  return before || undefined;
}

export function rememberVisit(knownUntil: string | undefined): void {
  if (knownUntil) localStorage.setItem(KEPT_AS, knownUntil);
}
