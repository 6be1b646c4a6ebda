import { type ReactNode } from 'react';
import { useWords } from '../language/use-words.js';
import { useWidth } from './use-width.js';
import './charts.css';

interface Frame {
  /** What the chart proves, in figures; read out for the picture and shown under it. */
  summary: string;
  height: number;
  children: (width: number) => ReactNode;
  table?: ReactNode;
  showSummary?: boolean;
}

/** A picture with its written summary and its data as a table. */
export function ChartFrame({ summary, height, children, table, showSummary = true }: Frame) {
  const { t } = useWords();
  const [box, width] = useWidth<HTMLElement>();
  return (
    <figure className="chart" ref={box}>
      <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={summary}>
        {children(width)}
      </svg>
      {showSummary && <figcaption className="small">{summary}</figcaption>}
      {table && (
        <details>
          <summary>{t('chart.table')}</summary>
          <div className="scroll" tabIndex={0} role="region" aria-label={t('chart.table')}>
            {table}
          </div>
        </details>
      )}
    </figure>
  );
}
