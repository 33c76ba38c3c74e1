import { useForm, type FormErrors, type UseFormReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import type { ConsoleCallError } from '#renderer/console-client/console-call-error.ts';
import { useTenantProfile } from '#renderer/console-client/tenant-profiles.ts';
import { fieldNamed, fieldsOf, type PersonDraft } from './person-draft.ts';

/** The form that both making and editing a person draw. */
export type PersonFormState = UseFormReturnType<PersonDraft>;

/**
 * A form over a person, and how a refusal is shown in it: true when a field says it. What the profile requires is asked of
 * somebody new and cannot be taken away; who never had it can be edited all the same.
 */
export function usePersonForm(
  initialValues: PersonDraft,
  isNew: boolean,
): {
  readonly form: PersonFormState;
  /** The first field with a fault takes the focus: it may be out of sight of the button. */
  readonly focusFault: (faults: FormErrors) => void;
  readonly showFault: (error: ConsoleCallError) => boolean;
} {
  const { t } = useTranslation();
  const profile = useTenantProfile();
  const fields = fieldsOf(profile);
  const form = useForm<PersonDraft>({
    initialValues,
    validate: (draft) =>
      Object.fromEntries(
        fields
          .filter(
            ({ name, required }) => required && draft[name].trim() === '' && (isNew || initialValues[name] !== ''),
          )
          .map(({ name }) => [
            name,
            name === 'userName' ? t('editUser.needsUserName') : t('editUser.required', { profile: profile.name }),
          ]),
      ),
  });
  const showFault = ({ code, message }: ConsoleCallError): boolean => {
    if (code !== 'conflict' && code !== 'invalid-input') return false;
    const field = fieldNamed(message, fields);
    if (field === null) return false;
    form.setFieldError(field, message);
    form.getInputNode(field)?.focus();
    return true;
  };
  const focusFault = (faults: FormErrors): void => {
    const first = fields.find(({ name }) => faults[name] !== undefined);
    if (first !== undefined) form.getInputNode(first.name)?.focus();
  };
  return { form, showFault, focusFault };
}
