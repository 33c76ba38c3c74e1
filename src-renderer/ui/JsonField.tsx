import { FileButton, Button } from '@mantine/core';
import { IconFolderOpen } from '@tabler/icons-react';
import { Suspense, lazy } from 'react';
import { useTranslation } from 'react-i18next';

const JsonEditor = lazy(() => import('./JsonEditor.tsx'));

interface JsonFieldProps {
  readonly label: string;
  readonly description: string;
  /** What is wrong with it and what to do; null when nothing is. */
  readonly error: string | null;
  readonly value: string;
  readonly onChange: (text: string) => void;
}

/** A JSON document to type, paste or open from a file. */
export function JsonField({ label, description, error, value, onChange }: JsonFieldProps) {
  const { t } = useTranslation();
  return (
    <div className={error === null ? 'json-field' : 'json-field json-field-wrong'}>
      <div className="json-field-head">
        <span className="field-label" aria-hidden>
          {label}
        </span>
        <FileButton
          accept="application/json,application/scim+json,.json"
          onChange={(file) => void file?.text().then(onChange)}
          inputProps={{ 'aria-label': t('ui.openFile') }}
        >
          {(button) => (
            <Button {...button} data-autofocus variant="default" leftSection={<IconFolderOpen size={14} aria-hidden />}>
              {t('ui.openFile')}
            </Button>
          )}
        </FileButton>
      </div>
      <p className="quiet">{description}</p>
      <Suspense
        fallback={
          // To look at only: what would be typed into it is lost, with the focus, when the editor takes its place.
          <pre className="sunken-text json-plain mono" aria-hidden>
            {value}
          </pre>
        }
      >
        <JsonEditor
          label={label}
          description={error ?? description}
          invalid={error !== null}
          value={value}
          onChange={onChange}
        />
      </Suspense>
      {/* Its place is kept, so that nothing moves when there is something to say. */}
      <p className="json-field-error" role="alert">
        {error}
      </p>
    </div>
  );
}
