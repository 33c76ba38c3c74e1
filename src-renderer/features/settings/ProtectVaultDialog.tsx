import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import type { VaultState } from '#shared/console-api/vault.ts';
import { useConsoleMutation } from '#renderer/console-client/queries.ts';
import { Dialog } from '#renderer/ui/Dialog.tsx';
import { focusFault } from '#renderer/ui/focus-fault.ts';
import { FormEnd } from '#renderer/ui/FormEnd.tsx';
import { PassphraseField } from '#renderer/ui/PassphraseField.tsx';

interface ProtectVaultDialogProps {
  readonly opened: boolean;
  readonly vault: VaultState;
  readonly onClose: () => void;
}

/** Another protection for the same data key: nothing is lost by it. */
export function ProtectVaultDialog({ opened, vault, onClose }: ProtectVaultDialogProps) {
  const { t } = useTranslation();
  return (
    <Dialog title={t('vault.protect')} opened={opened} onClose={onClose}>
      <ProtectForm vault={vault} onClose={onClose} />
    </Dialog>
  );
}

const shortestPassphrase = 12;

function ProtectForm({ vault, onClose }: Omit<ProtectVaultDialogProps, 'opened'>) {
  const { t } = useTranslation();
  const protect = useConsoleMutation('vault.setProtection');
  const form = useForm({
    initialValues: { protection: vault.protection, passphrase: '', again: '' },
    validate: {
      passphrase: (text, { protection }) =>
        protection === 'passphrase' && text.length < shortestPassphrase
          ? t('vault.passphraseTooShort', { least: shortestPassphrase })
          : null,
      again: (text, { protection, passphrase }) =>
        protection === 'passphrase' && text !== passphrase ? t('vault.passphraseDiffers') : null,
    },
  });
  const { protection } = form.values;
  return (
    <form
      className="dialog-body"
      onSubmit={form.onSubmit(
        ({ passphrase }) =>
          protect.mutate(
            { protection, ...(protection === 'passphrase' ? { passphrase } : {}) },
            {
              onSuccess: () => {
                notifications.show({ message: t('vault.protected') });
                onClose();
              },
            },
          ),
        focusFault(form),
      )}
    >
      <p>{t('vault.protectText')}</p>
      <fieldset className="vault-choices">
        <legend className="visually-hidden">{t('vault.protect')}</legend>
        {vault.choices.map(({ protection: choice, obstacle }) => (
          <div key={choice} className="vault-choice">
            <input
              id={`protection-${choice}`}
              type="radio"
              data-autofocus={choice === protection || undefined}
              name="protection"
              value={choice}
              checked={choice === protection}
              disabled={obstacle !== null}
              onChange={() => form.setFieldValue('protection', choice)}
            />
            <label htmlFor={`protection-${choice}`}>
              <b>{t(`vault.protection.${choice}`)}</b>
              <span className="quiet">{obstacle ?? t(`vault.protectionText.${choice}`)}</span>
            </label>
          </div>
        ))}
      </fieldset>
      {protection === 'passphrase' && (
        <>
          <PassphraseField
            label={t('signIn.confirm.passphrase')}
            description={t('vault.passphraseText')}
            {...form.getInputProps('passphrase')}
          />
          <PassphraseField label={t('vault.passphraseAgain')} {...form.getInputProps('again')} />
        </>
      )}
      <FormEnd
        verb={t('vault.protect')}
        pending={protect.isPending}
        error={protect.error?.message}
        disabled={protection === vault.protection && protection !== 'passphrase'}
        onCancel={onClose}
      />
    </form>
  );
}
