export * from './catalogue.js';
export * from './catalogue-follower.js';
export * from './catalogue.module.js';
