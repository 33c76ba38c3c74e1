import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { requestSentence, type SentenceFacts } from './request-sentence.ts';

/** A request's sentence, the name in it strong. */
export const RequestSentence = memo(function RequestSentence({ facts }: { readonly facts: SentenceFacts }) {
  const { t } = useTranslation();
  const { before, name, after } = requestSentence(facts, t);
  return (
    <>
      {before}
      {name !== '' && <b>{name}</b>}
      {after}
    </>
  );
});
