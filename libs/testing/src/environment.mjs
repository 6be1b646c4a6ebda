import { TestEnvironment } from 'jest-environment-node';

/**
 * The jest environment of integration tests: when a file and all its own hooks are over, nothing of it may still be
 * connected; then its databases and topics go.
 */
export default class IntegrationEnvironment extends TestEnvironment {
  /** `run_finish` comes after the file's last hook and while its modules still work; at teardown they do not. */
  async handleTestEvent({ name }) {
    if (name !== 'run_finish') return;
    const leaks = [];
    for (const remove of this.global.__chisoRemovedWithFile ?? []) leaks.push(...(await remove()));
    if (leaks.length > 0) throw new Error(`the test file left behind:\n${leaks.join('\n')}`);
  }
}
