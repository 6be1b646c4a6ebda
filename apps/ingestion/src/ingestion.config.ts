import { ServiceConfig } from '#runtime';

/** Ingestion needs what every service needs. */
export class IngestionConfig extends ServiceConfig {}
