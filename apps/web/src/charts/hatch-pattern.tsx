/** The hatch of what is missing; an id must stand once in the document, so the page lays it once. */
export function HatchPattern() {
  return (
    <svg width="0" height="0" aria-hidden="true" className="hatch-source">
      <defs>
        <pattern id="hatch" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="7" height="7" fill="var(--non)" opacity="0.45" />
          <line x1="0" y1="0" x2="0" y2="7" stroke="var(--hatch)" strokeWidth="2" />
        </pattern>
      </defs>
    </svg>
  );
}
