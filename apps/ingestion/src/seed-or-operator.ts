import { type Caller, RejectedError } from '#runtime';

/** Whether the caller may load history, feed the demo and keep the catalogue. */
export const isSeedOrOperator = ({ rights }: Caller): boolean =>
  rights.includes('seed') || rights.includes('operator');

/** Throws RejectedError `caller.right` (403) where the caller is neither the seed nor an operator. */
export function requireSeedOrOperator(caller: Caller): void {
  if (isSeedOrOperator(caller)) return;
  throw new RejectedError('caller.right', 'This needs the right "seed" or "operator".', {
    status: 403,
    params: { right: 'operator' },
  });
}
