import { type UseQueryResult } from '@tanstack/react-query';
import { type ReactNode } from 'react';
import { LoadingBlocks } from './loading-blocks.js';
import { ProblemNotice } from './problem-notice.js';

/** Shows an answer; while there is none the blocks, and where asking failed the reason above what is still known. */
export function Answered<T>({
  answer,
  children,
}: {
  answer: UseQueryResult<T>;
  children: (data: T) => ReactNode;
}) {
  if (answer.data === undefined) {
    if (answer.error)
      return (
        <main id="main" className="page" tabIndex={-1}>
          <h1 className="hidden-text">chiso</h1>
          <ProblemNotice error={answer.error} retry={() => void answer.refetch()} />
        </main>
      );
    return <LoadingBlocks />;
  }
  return (
    <>
      {answer.isError && (
        <div className="page">
          <ProblemNotice error={answer.error} retry={() => void answer.refetch()} kept />
        </div>
      )}
      {children(answer.data)}
    </>
  );
}
