import { memo } from 'react';
import { requestSentence, type SentenceFacts } from './request-sentence.ts';
import type { Translate } from './translate.ts';

interface RequestSentenceProps {
  readonly facts: SentenceFacts;
  readonly t: Translate;
}

/** A request's sentence, the name in it strong. */
export const RequestSentence = memo(function RequestSentence({ facts, t }: RequestSentenceProps) {
  const { before, name, after } = requestSentence(facts, t);
  return (
    <>
      {before}
      {name !== '' && <b>{name}</b>}
      {after}
    </>
  );
});
