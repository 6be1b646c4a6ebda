import { spawn } from 'node:child_process';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { Obstacle, say } from './steps.mjs';

/**
 * Begins to load what makes topics; the returned function makes and compares them once the broker is there.
 * @returns {(brokers: string) => Promise<string>} what it did, in words
 */
export function topicsMaker() {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'topics.mjs')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const answer = text(child.stdout);
  child.stdin.on('error', () => undefined);
  return async (brokers) => {
    child.stdin.end(brokers);
    const { problem, made, there, faults } = JSON.parse(
      (await answer) || '{"problem":"the client ended without an answer"}',
    );
    if (problem) throw new Obstacle(`The broker at ${brokers} does not answer as Kafka should: ${problem}.`);
    for (const fault of faults) say(`    ${fault}`);
    return `${made} made, ${there} there`;
  };
}
