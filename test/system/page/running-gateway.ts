/** The gateway that the runner has started, with catalogue and history loaded. */
export function gatewayUrl(): string {
  const url = process.env['CHISO_TEST_GATEWAY_URL'];
  if (!url)
    throw new Error('Set CHISO_TEST_GATEWAY_URL to a running gateway with catalogue and history loaded.');
  return url.replace(/\/$/, '');
}

export async function ask<T>(path: string): Promise<T> {
  const response = await fetch(`${gatewayUrl()}/api/v1${path}`);
  if (!response.ok) throw new Error(`GET ${path} answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as T;
}

export interface Reported {
  indicator: string;
  unit: string;
  period: string;
  numerator: number;
  denominator: number;
}
interface Results {
  results: { outcome: string; problems?: { code: string; detail: string }[] }[];
}

/** Reports one value as the office does; a value that is there already is corrected. */
export async function report(observation: Reported): Promise<string> {
  const value = (100 * observation.numerator) / observation.denominator;
  const response = await fetch(`${gatewayUrl()}/api/v1/observations`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': crypto.randomUUID() },
    body: JSON.stringify({ observations: [{ ...observation, value, reason: 'correction' }] }),
  });
  if (!response.ok)
    throw new Error(`POST /observations answered ${response.status}: ${await response.text()}`);
  const [result] = ((await response.json()) as Results).results;
  if (!result || result.outcome === 'returned')
    throw new Error(`The value was returned: ${JSON.stringify(result)}`);
  return result.outcome;
}
