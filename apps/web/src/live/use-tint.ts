import { useEffect, useRef, useState } from 'react';

const TINT_MS = 2000;

/** True for two seconds after the fingerprint of what is shown has changed; not when it is shown for the first time. */
export function useTint(fingerprint: string): boolean {
  const before = useRef(fingerprint);
  const [tinted, setTinted] = useState(false);
  useEffect(() => {
    if (before.current === fingerprint) return;
    before.current = fingerprint;
    setTinted(true);
    const timer = setTimeout(() => setTinted(false), TINT_MS);
    return () => clearTimeout(timer);
  }, [fingerprint]);
  return tinted;
}
