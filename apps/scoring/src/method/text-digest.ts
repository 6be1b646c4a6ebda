import { hash } from 'node:crypto';

/** Tells contents apart by their JSON: what a store compares with the newest version, and what a rebuild makes again. */
export const textDigest = (json: string): string => hash('sha1', json, 'base64');
