import 'reflect-metadata';
import { rebuild } from '#messaging';
import { loadConfig, ServiceConfig, start } from '#runtime';
import { rebuildPlan } from './rebuild-plan.js';

// A connection that is slow to close must not keep an operator waiting.
start(() => rebuild(rebuildPlan, loadConfig(ServiceConfig)).then(() => process.exit(0)));
