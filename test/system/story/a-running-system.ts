import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { simpleParser } from 'mailparser';

const needed = (name: string): string => {
  const value = process.env[name];
  if (!value)
    throw new Error(`${name} is not set: these tests run against a system that test/run.mjs has started.`);
  return value;
};

/** The system under test as a stranger meets it: by HTTP, by mail, by Kafka. */
export const gateway = (): string => `${needed('CHISO_TEST_GATEWAY_URL')}/api/v1`;
export const brokers = (): string[] => needed('CHISO_TEST_KAFKA_BROKERS').split(',');

export interface Answer<T> {
  readonly status: number;
  readonly body: T;
}

export async function get<T>(question: string): Promise<Answer<T>> {
  const response = await fetch(`${gateway()}${question}`);
  return { status: response.status, body: (await response.json()) as T };
}

export async function post<T>(
  command: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Answer<T>> {
  const response = await fetch(`${gateway()}${command}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as T };
}

export interface Result {
  index: number;
  outcome: 'recorded' | 'unchanged' | 'revised' | 'returned';
  id?: string;
  revision?: number;
  problems?: { code: string; field: string; detail: string }[];
}

export const report = async (...observations: object[]): Promise<Result[]> =>
  (await post<{ results: Result[] }>('/observations', { observations })).body.results;

/** The messages that lie in the local mail folder. */
export async function mails(): Promise<{ id: string; to: string; subject: string }[]> {
  const folder = needed('CHISO_TEST_MAIL_DIR');
  const files = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.eml')) : [];
  const parsed = await Promise.all(files.map((file) => simpleParser(readFileSync(path.join(folder, file)))));
  return parsed.map((mail) => ({
    id: mail.messageId ?? '',
    to: Array.isArray(mail.to) ? '' : (mail.to?.text ?? ''),
    subject: mail.subject ?? '',
  }));
}
