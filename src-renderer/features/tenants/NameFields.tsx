import type { UseFormReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import type { TenantWithUrl } from '#shared/console-api/tenants.ts';
import { tenantPath } from '#shared/scim/tenant-path.ts';
import { followName } from '#renderer/ui/follow-name.ts';
import { RequiredField } from '#renderer/ui/RequiredField.tsx';
import { freeSlug, type NameAndSlug } from './name-and-slug.ts';

interface NameFieldsProps {
  readonly form: UseFormReturnType<NameAndSlug>;
  readonly tenants: readonly TenantWithUrl[];
}

/** A tenant's name and slug. The slug follows the name until somebody writes one. */
export function NameFields({ form, tenants }: NameFieldsProps) {
  const { t } = useTranslation();
  const rename = followName(form, 'slug', (name) => freeSlug(name, tenants));
  const slug = form.values.slug.trim();
  return (
    <>
      <RequiredField
        data-autofocus
        label={t('tenants.name')}
        description={t('tenants.nameHint')}
        maxLength={80}
        {...form.getInputProps('name')}
        onChange={(event) => rename(event.currentTarget.value)}
      />
      <RequiredField
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
