import { InvalidArgumentError } from 'commander';

/** Readers of option values; what they refuse ends the call with 2 and a sentence. */
export function share(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && value > 0 && value < 1) return value;
  throw new InvalidArgumentError('Give a share between 0 and 1.');
}

export function wholeNumberFrom(least: number, most = Number.MAX_SAFE_INTEGER): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= least && value <= most) return value;
    const upTo = most === Number.MAX_SAFE_INTEGER ? '' : ` to ${most}`;
    throw new InvalidArgumentError(`Give a whole number from ${least}${upTo}.`);
  };
}

export function automaticOrNumber(text: string): number | 'auto' {
  const value = Number(text);
  if (text === 'auto') return 'auto';
  if (text.trim() !== '' && value >= 0 && Number.isFinite(value)) return value;
  throw new InvalidArgumentError('Give auto or a number that is not negative.');
}
