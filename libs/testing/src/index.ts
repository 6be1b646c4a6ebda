export { eventually, type Patience } from './eventually.js';
export { testStack, type TestStack } from './stack.js';
export { testDatabase, type DatabaseTemplate, type TestDatabase } from './test-database.js';
export { testTopics, type TestTopics } from './test-topics.js';
export { TestClock } from './test-clock.js';
export { withSettings } from './with-settings.js';
