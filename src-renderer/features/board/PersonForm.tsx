import { Select, Textarea, TextInput } from '@mantine/core';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { UserOrigin } from '#shared/console-api/users.ts';
import { usePermitted } from '#renderer/console-client/access.ts';
import { useTenantProfile } from '#renderer/console-client/tenant-profiles.ts';
import { useRoleNames } from '#renderer/console-client/tenant-roles.ts';
import { Segments } from '#renderer/ui/Segments.tsx';
import { fieldsOf, hasActive, type TextField } from './person-draft.ts';
import type { PersonFormState } from './use-person-form.ts';

interface PersonFormProps {
  readonly form: PersonFormState;
  /** Of whom is edited; undefined while somebody is made. */
  readonly edited?: { readonly origin: UserOrigin; readonly roleSetByHand: boolean };
}

/** Two of these stand side by side. */
const half: ReadonlySet<TextField> = new Set([
  'givenName',
  'familyName',
  'title',
  'department',
  'workPhone',
  'mobilePhone',
]);
const inputType: Partial<Record<TextField, 'email' | 'tel'>> = { email: 'email', workPhone: 'tel', mobilePhone: 'tel' };

/** What is only Rollcall's, then the attributes of the tenant's profile. */
export function PersonForm({ form, edited }: PersonFormProps) {
  const { t } = useTranslation();
  const profile = useTenantProfile();
  const roles = [...useRoleNames().values()];
  const setsRole = usePermitted('people.setRole');
  const hereId = useId();
  const attributesId = useId();
  const here = (
    <section className="person-fields" aria-labelledby={hereId}>
      <h3 id={hereId}>
        {t('editUser.here')} <span className="quiet">{t('editUser.hereNote')}</span>
      </h3>
      {roles.length > 0 && (
        <Select
          size="sm"
          label={t('editUser.role')}
          description={t(edited?.roleSetByHand === true ? 'editUser.roleByHand' : 'editUser.roleByDefault')}
          placeholder={t('roles.default')}
          openOnFocus={false}
          allowDeselect={false}
          data={roles.map(({ id, name }) => ({ value: id, label: name }))}
          {...setsRole}
          {...form.getInputProps('roleId')}
        />
      )}
      <Textarea
        size="sm"
        rows={3}
        label={t('editUser.notes')}
        description={t('editUser.notesHint')}
        maxLength={4_000}
        {...form.getInputProps('notes')}
      />
    </section>
  );
  const attributes = (
    <section className="person-fields" aria-labelledby={attributesId}>
      <h3 id={attributesId}>{t('editUser.attributes')}</h3>
      {edited?.origin === 'provisioned' && <p className="person-warning">{t('editUser.mayBeSetBack')}</p>}
      {hasActive(profile) && (
        <div className="person-status">
          <span className="field-label" aria-hidden>
            {t('editUser.status')}
          </span>
          <Segments
            label={t('editUser.status')}
            value={form.values.active ? 'active' : 'disabled'}
            onChange={(value) => form.setFieldValue('active', value === 'active')}
            options={[
              { value: 'active', label: t('status.active') },
              { value: 'disabled', label: t('status.disabled') },
            ]}
          />
        </div>
      )}
      <div className="person-grid">
        {fieldsOf(profile).map(({ name, required }) => (
          <TextInput
            key={name}
            className={half.has(name) ? undefined : 'person-wide'}
            size="sm"
            type={inputType[name] ?? 'text'}
            label={t(`editUser.field.${name}`)}
            description={name === 'externalId' ? t('editUser.externalIdHint') : undefined}
            classNames={name === 'externalId' ? { input: 'mono' } : {}}
            required={required}
            withAsterisk={false}
            maxLength={200}
            data-autofocus={name === 'userName' && edited === undefined ? true : undefined}
            {...form.getInputProps(name)}
          />
        ))}
      </div>
    </section>
  );
  // Whoever is made begins with their name, whoever is edited mostly gets another role.
  return edited === undefined ? (
    <>
      {attributes}
      {here}
    </>
  ) : (
    <>
      {here}
      {attributes}
    </>
  );
}
