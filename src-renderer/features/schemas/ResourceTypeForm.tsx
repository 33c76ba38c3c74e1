import { Select, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { followName } from '#renderer/ui/follow-name.ts';
import { RequiredField } from '#renderer/ui/RequiredField.tsx';
import { suggestedEndpoint, type ResourceTypeDraft } from './resource-type-draft.ts';
import { extendedBy, type Served } from './schemas-view.ts';

interface ResourceTypeFormProps {
  readonly form: UseFormReturnType<ResourceTypeDraft>;
  readonly served: Served;
  readonly isNew: boolean;
}

/** Name, endpoint and core schema. The endpoint follows the name until somebody writes one. */
export function ResourceTypeForm({ form, served, isNew }: ResourceTypeFormProps) {
  const { t } = useTranslation();
  // A schema that extends something is no core schema.
  const cores = served.schemas.filter((one) => one.origin === 'custom' && extendedBy(one).length === 0);
  const rename = followName(form, 'endpoint', isNew ? suggestedEndpoint : null);
  return (
    <>
      <div className="schema-names">
        <RequiredField
          data-autofocus
          label={t('schemas.name')}
          maxLength={64}
          readOnly={!isNew}
          {...form.getInputProps('name')}
          onChange={(event) => rename(event.currentTarget.value)}
        />
        <RequiredField
          label={t('schemas.endpoint')}
          maxLength={65}
          classNames={{ input: 'mono' }}
          {...form.getInputProps('endpoint')}
        />
      </div>
      <Select
        size="sm"
        required
        withAsterisk={false}
        label={t('schemas.coreSchema')}
        description={t(cores.length === 0 ? 'schemas.noCore' : 'schemas.coreHint')}
        data={cores.map(({ schema }) => ({ value: schema.id, label: schema.name }))}
        {...form.getInputProps('schema')}
        onChange={(id) => form.setFieldValue('schema', id ?? '')}
      />
      <TextInput size="sm" label={t('schemas.description')} maxLength={2_000} {...form.getInputProps('description')} />
    </>
  );
}
