import { ServiceConfig } from '#runtime';

/** Scoring needs nothing of its own beyond what every service needs. */
export class ScoringConfig extends ServiceConfig {}
