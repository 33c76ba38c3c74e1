import { TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import type { TenantWithUrl } from '#shared/console-api/tenants.ts';
import { tenantPath } from '#shared/scim/tenant-path.ts';
import { freeSlug, type NameAndSlug } from './name-and-slug.ts';

interface NameFieldsProps {
  readonly form: UseFormReturnType<NameAndSlug>;
  readonly tenants: readonly TenantWithUrl[];
}

/** A tenant's name and slug. The slug follows the name until somebody writes one. */
export function NameFields({ form, tenants }: NameFieldsProps) {
  const { t } = useTranslation();
  const rename = (name: string): void => {
    const before = form.getValues();
    form.setFieldValue('name', name);
    if (before.slug === freeSlug(before.name, tenants)) form.setFieldValue('slug', freeSlug(name, tenants));
  };
  const slug = form.values.slug.trim();
  return (
    <>
      <TextInput
        size="sm"
        data-autofocus
        required
        withAsterisk={false}
        label={t('tenants.name')}
        description={t('tenants.nameHint')}
        maxLength={80}
        {...form.getInputProps('name')}
        onChange={(event) => rename(event.currentTarget.value)}
      />
      <TextInput
        size="sm"
        required
        withAsterisk={false}
        label={t('tenants.slug')}
        description={slug === '' ? t('tenants.slugHint') : t('tenants.slugPath', { path: tenantPath(slug) })}
        maxLength={40}
        spellCheck={false}
        autoComplete="off"
        classNames={{ input: 'mono' }}
        {...form.getInputProps('slug')}
      />
    </>
  );
}
