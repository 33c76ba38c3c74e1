import { Button } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { isGuid } from '#shared/lang/is-guid.ts';
import { RequiredField } from './RequiredField.tsx';

interface IdpTenantIdFieldProps {
  /** Null: none is saved yet. */
  readonly saved: string | null;
  /** Whether it is Entra's, which is a GUID; others have ids of any kind. */
  readonly wantsGuid: boolean;
  readonly pending: boolean;
  /** Props of the button where it is not everybody's to save. */
  readonly permitted?: { readonly disabled?: true; readonly title?: string };
  /** Why it was not saved. */
  readonly error: string | null;
  readonly onSave: (id: string) => void;
  /** Called with each key: what was refused is not what is there any more. */
  readonly onEdit: () => void;
}

/** The identity provider's own id of the tenant. */
export function IdpTenantIdField({
  saved,
  wantsGuid,
  pending,
  permitted = {},
  error,
  onSave,
  onEdit,
}: IdpTenantIdFieldProps) {
  const { t } = useTranslation();
  const form = useForm({
    initialValues: { id: saved ?? '' },
    validate: { id: (id) => faultOf(id.trim()) },
    onValuesChange: onEdit,
  });
  function faultOf(id: string): string | null {
    if (id === '') return t('connect.tenantId.missing');
    return wantsGuid && !isGuid(id) ? t('connect.tenantId.noGuid', { id }) : null;
  }
  const field = form.getInputProps('id');
  const isSaved = saved !== null && form.values.id.trim() === saved;
  return (
    <form onSubmit={form.onSubmit(({ id }) => onSave(id.trim()))} noValidate className="tenant-id">
      <RequiredField
        label={t('connect.tenantId.label')}
        placeholder={wantsGuid ? '00000000-0000-0000-0000-000000000000' : ''}
        maxLength={200}
        spellCheck={false}
        autoComplete="off"
        classNames={{ input: 'mono' }}
        {...field}
        error={field.error ?? error}
      />
      <Button size="sm" variant={saved === null ? 'filled' : 'default'} type="submit" {...permitted} loading={pending}>
        {t('connect.tenantId.save')}
      </Button>
      <span role="status" className="quiet">
        {isSaved && t('connect.tenantId.saved')}
      </span>
    </form>
  );
}
