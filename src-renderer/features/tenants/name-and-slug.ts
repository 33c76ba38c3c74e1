import { useForm, type UseFormReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import type { TenantWithUrl } from '#shared/console-api/tenants.ts';
import { isReservedSlug, slugOf, slugPattern } from '#shared/scim/slug.ts';

/** What a tenant is known by, as forms hold it. */
export interface NameAndSlug {
  readonly name: string;
  readonly slug: string;
}

export type SlugFault = 'missing' | 'shape' | 'reserved' | 'taken';

/** What the console can see is wrong with a slug; the server has the last word. */
export function slugFault(slug: string, tenants: readonly Pick<TenantWithUrl, 'slug'>[]): SlugFault | null {
  if (slug === '') return 'missing';
  if (!slugPattern.test(slug)) return 'shape';
  if (isReservedSlug(slug)) return 'reserved';
  return tenants.some((tenant) => tenant.slug === slug) ? 'taken' : null;
}

/** `northwind`, or `northwind-2` where that one is not free. */
export function freeSlug(name: string, tenants: readonly Pick<TenantWithUrl, 'slug'>[]): string {
  const wanted = slugOf(name);
  if (wanted === '') return '';
  for (let n = 1; ; n++) {
    const slug = n === 1 ? wanted : `${wanted.slice(0, 36).replace(/-+$/, '')}-${n}`;
    const fault = slugFault(slug, tenants);
    if (fault !== 'taken' && fault !== 'reserved') return slug;
  }
}

/** A form for the two; what is wrong with the slug is said while it is typed. */
export function useNameAndSlug(
  tenants: readonly TenantWithUrl[],
  initialValues: NameAndSlug,
): UseFormReturnType<NameAndSlug> {
  const { t } = useTranslation();
  return useForm<NameAndSlug>({
    initialValues,
    validateInputOnChange: ['slug'],
    validate: {
      name: (name) => (name.trim() === '' ? t('tenants.needsName') : null),
      slug: (slug) => {
        const fault = slugFault(slug.trim(), tenants);
        const owner = tenants.find((tenant) => tenant.slug === slug.trim())?.name ?? '';
        return fault === null ? null : t(`tenants.slugFault.${fault}`, { slug: slug.trim(), owner });
      },
    },
  });
}
