import { spawn } from 'node:child_process';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { Obstacle, say } from './steps.mjs';

const NO_ANSWER = '{"problem":"the client ended without an answer"}';

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
    // The client's own log lines come before it.
    const last = (await answer).trim().split('\n').at(-1);
    const { problem, made, there, faults } = JSON.parse(last || NO_ANSWER);
    if (problem) throw new Obstacle(`The broker at ${brokers} does not answer as Kafka should: ${problem}.`);
    for (const fault of faults) say(`    ${fault}`);
    return `${made} made, ${there} there`;
  };
}
