import { useEffect, useRef, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { TenantWithUrl } from '#shared/console-api/tenants.ts';
import { defaultProfile } from '#shared/tenant-profiles/index.ts';
import { useConsoleMutation } from '#renderer/console-client/queries.ts';
import { FormEnd } from '#renderer/ui/FormEnd.tsx';
import { NameFields } from './NameFields.tsx';
import { useNameAndSlug } from './name-and-slug.ts';
import { ProfileCards } from './ProfileCards.tsx';
import { WhatToPaste } from './WhatToPaste.tsx';

interface NewTenantStepsProps {
  readonly tenants: readonly TenantWithUrl[];
  readonly created: TenantWithUrl | null;
  readonly onCreated: (tenant: TenantWithUrl) => void;
  readonly onClose: () => void;
  readonly onConnect: () => void;
}

const steps = ['name', 'profile', 'paste'] as const;
type Step = (typeof steps)[number];

/** Name and slug, then the profile, then what goes where. Nothing is made before the profile is chosen. */
export function NewTenantSteps({ tenants, created, onCreated, onClose, onConnect }: NewTenantStepsProps) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState<Exclude<Step, 'paste'>>('name');
  const step: Step = created === null ? asked : 'paste';
  const [profile, setProfile] = useState(defaultProfile.id);
  const create = useConsoleMutation('tenants.create');
  const form = useNameAndSlug(tenants, { name: '', slug: '' });
  const body = useFocusOfStep(step);

  const back = (): void => {
    create.reset();
    setAsked('name');
  };
  const make = (): void => {
    const { name, slug } = form.getValues();
    create.mutate({ name: name.trim(), slug: slug.trim(), profile }, { onSuccess: onCreated });
  };
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    // The slug may have been taken by somebody else while the profile was chosen.
    const fits = form.validate();
    if (fits.hasErrors) setAsked('name');
    else if (step === 'name') setAsked('profile');
    else make();
  };
  return (
    <div className="dialog-body" ref={body}>
      <ol className="wizard-steps">
        {steps.map((one) => (
          <li key={one} aria-current={one === step ? 'step' : undefined}>
            {t(`tenants.step.${one}`)}
          </li>
        ))}
      </ol>
      {created === null ? (
        <form onSubmit={submit} noValidate className="dialog-body">
          <div className="wizard-body">
            {step === 'name' ? (
              <NameFields form={form} tenants={tenants} />
            ) : (
              <ProfileCards label={t('tenants.profile')} value={profile} onChange={setProfile} />
            )}
          </div>
          <FormEnd
            verb={t(step === 'name' ? 'tenants.next' : 'tenants.create')}
            pending={create.isPending}
            error={create.error?.message}
            back={t(step === 'name' ? 'ui.cancel' : 'tenants.back')}
            onCancel={step === 'name' ? onClose : back}
          />
        </form>
      ) : (
        <WhatToPaste tenant={created} onClose={onClose} onConnect={onConnect} />
      )}
    </div>
  );
}

/** Puts the focus into the step that comes up, where the dialog itself would put it into the first one. */
function useFocusOfStep(step: Step) {
  const body = useRef<HTMLDivElement>(null);
  const drawn = useRef(step);
  useEffect(() => {
    if (drawn.current !== step) body.current?.querySelector<HTMLElement>('[data-autofocus]')?.focus();
    drawn.current = step;
  }, [step]);
  return body;
}
