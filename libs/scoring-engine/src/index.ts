export * from './false-discovery.js';
export * from './mann-kendall.js';
export * from './sen-slope.js';
export * from './statistics-exp.js';
export * from './statistics-normal.js';
export * from './statistics-series.js';
export * from './trend.js';
