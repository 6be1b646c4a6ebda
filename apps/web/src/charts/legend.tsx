export interface LegendItem {
  /** The class that draws the sign. */
  readonly sign: string;
  readonly means: string;
}

/** What the signs of a drawing or a table mean. */
export function Legend({ items }: { items: readonly LegendItem[] }) {
  return (
    <p className="legend">
      {items.map(({ sign, means }) => (
        <span key={sign}>
          <i className={sign} />
          {means}
        </span>
      ))}
    </p>
  );
}
