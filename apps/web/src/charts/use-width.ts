import { useLayoutEffect, useRef, useState } from 'react';

/** Width of the box in px, so that a chart is redrawn narrower and its text never scales below 12 px. */
export function useWidth<T extends HTMLElement>(first = 320) {
  const box = useRef<T>(null);
  const [width, setWidth] = useState(first);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const measure = () => setWidth(Math.max(200, Math.floor(element.clientWidth)));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [box, width] as const;
}
