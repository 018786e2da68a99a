import { lazy, Suspense } from 'react';
import { useQuestion } from '../api/stepup';

const Ask = lazy(async () => ({ default: (await import('./Ask')).Ask }));

/** Asks for one's own password once more, before a deed that wants it. */
export function StepUp() {
  const question = useQuestion();
  return (
    question && (
      <Suspense>
        <Ask question={question} />
      </Suspense>
    )
  );
}
