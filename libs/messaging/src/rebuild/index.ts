export { rebuild } from './rebuild.js';
export type { Parts, RebuildPlan, Say } from './rebuild-plan.js';
export { restoration, type Restoration, type RestoredTable, type Row } from './restoration.js';
