import { spawn } from 'node:child_process';

/** Runs a program of Node's; gives the JSON of its last line. */
export async function runProgram(file, { args = [], env = {} } = {}) {
  const child = spawn(process.execPath, [file, ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.on('data', (chunk) => (said += chunk));
  const code = await new Promise((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error(`${file} ended with ${code}:\n${said.slice(-2000)}`);
  return JSON.parse(said.trim().split('\n').at(-1));
}
