import { Select } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SchemaDefinition } from '#shared/console-api/schemas.ts';
import { useDocumentText } from '#renderer/ui/use-document-text.ts';
import { DocumentEditor, type Way } from './DocumentEditor.tsx';
import { schemaDocument } from './documents.ts';
import { documentOf, draftOf, emptyDraft, nameFault, suggestedId, type SchemaDraft } from './schema-draft.ts';
import { SchemaForm } from './SchemaForm.tsx';
import { show, type Served } from './schemas-view.ts';
import { useSaveSchema } from './use-save-schema.ts';

interface SchemaEditorProps {
  readonly edited: SchemaDefinition | null;
  readonly served: Served;
  readonly onClose: () => void;
}

/** Both ways hold the same document: it goes along when the way is changed. */
export function SchemaEditor({ edited, served, onClose }: SchemaEditorProps) {
  const { t } = useTranslation();
  const known = edited === null ? emptyDraft : draftOf(schemaDocument(edited));
  const [way, setWay] = useState<Way>(known === null ? 'json' : 'form');
  const [extended, setExtended] = useState<string | null>(edited === null ? 'User' : null);
  const save = useSaveSchema(served);
  const form = useForm<SchemaDraft>({
    initialValues: known ?? emptyDraft,
    validate: {
      name: (name) => (name.trim() === '' ? t('schemas.needsName') : null),
      id: (id) => (/^urn:/i.test(id.trim()) ? null : t('schemas.needsUrn')),
      attributes: {
        name: (_, { attributes }, path) => {
          const index = Number(path.split('.')[1]);
          const fault = nameFault(
            attributes.map(({ name }) => name),
            index,
          );
          return fault === null ? null : t(`schemas.nameFault.${fault}`);
        },
      },
    },
  });
  const json = useDocumentText(edited === null ? documentOf(emptyDraft) : schemaDocument(edited), save.reset);

  const extend = (type: string | null): void => {
    const { name, id } = form.getValues();
    if (id === suggestedId(name, extended)) form.setFieldValue('id', suggestedId(name, type));
    setExtended(type);
  };
  const change = (to: Way): void => {
    save.reset();
    if (to === 'json') {
      json.set(documentOf(form.getValues()));
      setWay('json');
      return;
    }
    const document = json.read();
    if (document === null) return;
    const draft = draftOf(document);
    if (draft === null) {
      json.fail(t('schemas.moreThanForm'));
      return;
    }
    form.setValues(draft);
    setWay('form');
  };
  const store = (document: Readonly<Record<string, unknown>>): void => {
    if (edited !== null && document['id'] !== edited.id) {
      json.fail(t('schemas.keepsId', { id: edited.id }));
      return;
    }
    save.mutate(
      { document, extended },
      {
        onSuccess: ({ schema }) => {
          notifications.show({ message: t('schemas.saved', { name: schema.name }) });
          show({ schema: schema.id });
        },
      },
    );
  };
  const submit = (): void => {
    if (way === 'form') {
      form.onSubmit((draft) => store(documentOf(draft)))();
      return;
    }
    const document = json.read();
    if (document !== null) store(document);
  };
  return (
    <DocumentEditor
      way={way}
      onWay={change}
      head={
        edited === null ? (
          <ExtendsSelect served={served} value={extended} onChange={extend} />
        ) : (
          <p className="quiet">{t('schemas.editHint')}</p>
        )
      }
      form={<SchemaForm form={form} extended={extended} isNew={edited === null} />}
      json={json}
      jsonHint={t('schemas.documentHint')}
      refused={save.error?.message ?? null}
      pending={save.isPending}
      verb={t(edited === null ? 'schemas.addSchema' : 'schemas.save')}
      onSubmit={submit}
      onClose={onClose}
    />
  );
}

interface ExtendsSelectProps {
  readonly served: Served;
  readonly value: string | null;
  readonly onChange: (type: string | null) => void;
}

/** Which resources get the schema's attributes. */
function ExtendsSelect({ served, value, onChange }: ExtendsSelectProps) {
  const { t } = useTranslation();
  const none = '';
  return (
    <Select
      size="sm"
      label={t('schemas.extends')}
      searchable={false}
      allowDeselect={false}
      value={value ?? none}
      onChange={(name) => onChange(name === none ? null : name)}
      data={[
        ...served.types.map(({ name }) => ({ value: name, label: name })),
        { value: none, label: t('schemas.extendsNothing') },
      ]}
    />
  );
}
