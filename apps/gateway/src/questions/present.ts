/** The field where there is something to say, else nothing: missing is absent in JSON, never null. */
export function present<K extends string, V>(name: K, value: V | null | undefined): { [P in K]?: V } {
  return value === null || value === undefined ? {} : ({ [name]: value } as { [P in K]?: V });
}

/** The row without its nulls. */
export function withoutNulls<T extends object>(row: T): { [K in keyof T]: Exclude<T[K], null> } {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as {
    [K in keyof T]: Exclude<T[K], null>;
  };
}

/** `demo: true` where a synthetic value is behind it, else nothing. */
export const demoMark = (demo: boolean | undefined): { demo?: true } => (demo ? { demo: true } : {});
