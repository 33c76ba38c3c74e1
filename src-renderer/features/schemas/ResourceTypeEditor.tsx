import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ServedResourceType } from '#shared/console-api/resource-types.ts';
import { useTenant } from '#renderer/console-client/console-context.ts';
import { useConsoleMutation } from '#renderer/console-client/queries.ts';
import { useDocumentText } from '#renderer/ui/use-document-text.ts';
import { DocumentEditor, type Way } from './DocumentEditor.tsx';
import { resourceTypeDocument } from './documents.ts';
import { ResourceTypeForm } from './ResourceTypeForm.tsx';
import { emptyType, typeDocumentOf, typeDraftOf, type ResourceTypeDraft } from './resource-type-draft.ts';
import { show, type Served } from './schemas-view.ts';

interface ResourceTypeEditorProps {
  readonly edited: ServedResourceType | null;
  readonly served: Served;
  readonly onClose: () => void;
}

/** Both ways hold the same document: it goes along when the way is changed. */
export function ResourceTypeEditor({ edited, served, onClose }: ResourceTypeEditorProps) {
  const { t } = useTranslation();
  const tenantId = useTenant().id;
  const save = useConsoleMutation('resourceTypes.save');
  const [way, setWay] = useState<Way>('form');
  const known = edited === null ? emptyType : typeDraftOf(resourceTypeDocument(edited));
  const form = useForm<ResourceTypeDraft>({
    initialValues: known,
    validate: {
      name: (name) => (name.trim() === '' ? t('schemas.needsTypeName') : null),
      endpoint: (endpoint) => (endpoint.trim() === '' ? t('schemas.needsEndpoint') : null),
      schema: (schema) => (schema === '' ? t('schemas.needsCore') : null),
    },
  });
  const json = useDocumentText(typeDocumentOf(known), save.reset);

  const change = (to: Way): void => {
    if (to === 'json') {
      json.set(typeDocumentOf(form.getValues()));
    } else {
      const document = json.read();
      if (document === null) return;
      form.setValues(typeDraftOf(document));
    }
    save.reset();
    setWay(to);
  };
  const store = (resourceType: Readonly<Record<string, unknown>>): void => {
    if (edited !== null && resourceType['name'] !== edited.name) {
      json.fail(t('schemas.keepsName', { name: edited.name }));
      return;
    }
    save.mutate(
      { tenantId, resourceType: { ...resourceType } },
      {
        onSuccess: ({ name }) => {
          notifications.show({ message: t('schemas.saved', { name }) });
          show({ type: name });
        },
      },
    );
  };
  const submit = (): void => {
    if (way === 'form') {
      form.onSubmit((draft) => store(typeDocumentOf(draft)))();
      return;
    }
    const document = json.read();
    if (document !== null) store(document);
  };
  return (
    <DocumentEditor
      way={way}
      onWay={change}
      head={<p className="quiet">{t('schemas.typeHint')}</p>}
      form={<ResourceTypeForm form={form} served={served} isNew={edited === null} />}
      json={json}
      jsonHint={t('schemas.typeDocumentHint')}
      refused={save.error?.message ?? null}
      pending={save.isPending}
      verb={t(edited === null ? 'schemas.addType' : 'schemas.save')}
      onSubmit={submit}
      onClose={onClose}
    />
  );
}
