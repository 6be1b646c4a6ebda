/** Runs the work with these settings in the environment, and with those that are undefined taken out of it. */
export async function withSettings<T>(
  settings: Readonly<Record<string, string | undefined>>,
  work: () => Promise<T>,
): Promise<T> {
  const before = Object.keys(settings).map((name) => [name, process.env[name]] as const);
  put(Object.entries(settings));
  try {
    return await work();
  } finally {
    put(before);
  }
}

function put(settings: readonly (readonly [string, string | undefined])[]): void {
  for (const [name, value] of settings)
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
}
