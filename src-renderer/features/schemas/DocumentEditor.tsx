import type { FormEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FormEnd } from '#renderer/ui/FormEnd.tsx';
import { JsonField } from '#renderer/ui/JsonField.tsx';
import { Segments } from '#renderer/ui/Segments.tsx';
import type { DocumentText } from '#renderer/ui/use-document-text.ts';

/** How a document is written. */
export type Way = 'form' | 'json';

interface DocumentEditorProps {
  readonly way: Way;
  readonly onWay: (way: Way) => void;
  /** Above both ways. */
  readonly head: ReactNode;
  readonly form: ReactNode;
  readonly json: DocumentText;
  readonly jsonHint: string;
  /** Why the server refused it. */
  readonly refused: string | null;
  readonly pending: boolean;
  /** On the button that saves. */
  readonly verb: string;
  readonly onSubmit: () => void;
  readonly onClose: () => void;
}

/** A document in a dialog, by a form or as JSON; what is wrong stands beside the field. */
export function DocumentEditor(props: DocumentEditorProps) {
  const { t } = useTranslation();
  const { way, json, refused } = props;
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    props.onSubmit();
  };
  return (
    <form onSubmit={submit} noValidate className="dialog-body">
      <div className="document-editor-head">
        {props.head}
        <Segments<Way>
          label={t('schemas.way.label')}
          value={way}
          onChange={props.onWay}
          options={[
            { value: 'form', label: t('schemas.way.form') },
            { value: 'json', label: t('schemas.way.json') },
          ]}
        />
      </div>
      {way === 'form' ? (
        props.form
      ) : (
        <JsonField
          label={t('schemas.document')}
          description={props.jsonHint}
          value={json.text}
          onChange={json.write}
          error={json.fault ?? refused}
        />
      )}
      {way === 'form' && refused !== null && (
        <p role="alert" className="dialog-error">
          {refused}
        </p>
      )}
      <FormEnd verb={props.verb} pending={props.pending} onCancel={props.onClose} />
    </form>
  );
}
