export * from './formats.js';
export * from './locale.js';
export * from './translate.js';
