import { Tabs } from '@mantine/core';
import { isNotEmpty, useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { oneOf } from '#shared/lang/one-of.ts';
import { useConsoleMutation } from '#renderer/console-client/queries.ts';
import { FormEnd } from '#renderer/ui/FormEnd.tsx';
import { profileDocument } from './profile-document.ts';
import { chosenCount, idFault, profileOf, type ProfileDraft } from './profile-draft.ts';
import { closeDialog, showProfile } from './profiles-view.ts';
import { PolicyFields } from './PolicyFields.tsx';
import { ProfileNameFields } from './ProfileNameFields.tsx';
import { ResourceFields } from './ResourceFields.tsx';
import { WordFields } from './WordFields.tsx';

interface ProfileFormProps {
  readonly draft: ProfileDraft;
  readonly isNew: boolean;
  readonly taken: readonly string[];
  /** It came after its dialog, which has put the focus elsewhere meanwhile. */
  readonly takesFocus: boolean;
}

const tabs = ['users', 'groups', 'words', 'policies'] as const;
type Tab = (typeof tabs)[number];

/** The tab where a field stands; null for those above the tabs. */
function tabOf(field: string): Tab | null {
  if (field === 'name' || field === 'id') return null;
  return field.startsWith('words') ? 'words' : 'policies';
}

/** Everything a profile says, in four tabs. What is missing brings up its tab and takes the focus. */
export function ProfileForm({ draft, isNew, taken, takesFocus }: ProfileFormProps) {
  const { t } = useTranslation();
  const save = useConsoleMutation('profiles.save');
  const [tab, setTab] = useState<Tab>('users');
  const form = useForm<ProfileDraft>({
    initialValues: draft,
    validate: {
      name: isNotEmpty(t('profiles.needsName')),
      id: (id) => {
        const fault = isNew ? idFault(id.trim(), taken) : null;
        return fault === null ? null : t(`profiles.idFault.${fault}`);
      },
      words: (['person', 'people', 'group', 'groups', 'active', 'disabled'] as const).reduce(
        (rules, word) => ({ ...rules, [word]: isNotEmpty(t('profiles.needsWord')) }),
        {},
      ),
      tokenLabel: isNotEmpty(t('profiles.needsTokenLabel')),
    },
  });
  const { ref, focusFault } = useFormFocus(takesFocus);
  const submit = form.onSubmit(
    (values) =>
      save.mutate(
        { profile: profileDocument(profileOf(values)) },
        {
          onSuccess: ({ profile }) => {
            notifications.show({ message: t('profiles.saved', { name: profile.name }) });
            showProfile(profile.id);
          },
        },
      ),
    (errors) => {
      const [first = ''] = Object.keys(errors);
      setTab((before) => tabOf(first) ?? before);
      focusFault();
    },
  );
  const { users, groups } = form.values;
  const countOf: Partial<Record<Tab, number>> = {
    ...(users.scope === 'chosen' ? { users: chosenCount(users) } : {}),
    ...(groups.scope === 'chosen' ? { groups: chosenCount(groups) } : {}),
  };
  return (
    <form ref={ref} onSubmit={submit} noValidate className="dialog-body">
      <ProfileNameFields form={form} isNew={isNew} taken={taken} />
      <Tabs value={tab} onChange={(value) => setTab(oneOf(tabs, value) ?? 'users')}>
        <Tabs.List aria-label={t('profiles.parts')}>
          {tabs.map((one) => (
            <Tabs.Tab key={one} value={one}>
              {t(`profiles.tab.${one}`)}
              {countOf[one] !== undefined && <span className="tab-count num">{countOf[one]}</span>}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="users">
          <ResourceFields of="users" draft={users} onChange={(next) => form.setFieldValue('users', next)} />
        </Tabs.Panel>
        <Tabs.Panel value="groups">
          <ResourceFields of="groups" draft={groups} onChange={(next) => form.setFieldValue('groups', next)} />
        </Tabs.Panel>
        <Tabs.Panel value="words">
          <WordFields form={form} />
        </Tabs.Panel>
        <Tabs.Panel value="policies">
          <PolicyFields form={form} />
        </Tabs.Panel>
      </Tabs>
      <FormEnd verb={t('profiles.save')} pending={save.isPending} error={save.error?.message} onCancel={closeDialog} />
    </form>
  );
}

/** Puts the focus into the first field, and into the first one that is wrong once its tab is drawn. */
function useFormFocus(takesFocus: boolean) {
  const ref = useRef<HTMLFormElement>(null);
  const [faults, setFaults] = useState(0);
  useEffect(() => {
    if (takesFocus) ref.current?.querySelector<HTMLElement>('[data-autofocus]')?.focus();
  }, [takesFocus]);
  useEffect(() => {
    if (faults > 0) ref.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [faults]);
  return { ref, focusFault: () => setFaults((count) => count + 1) };
}
