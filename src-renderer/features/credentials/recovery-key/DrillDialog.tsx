import { useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useConsoleMutation } from '#renderer/console-client/queries.ts';
import { Dialog } from '#renderer/ui/Dialog.tsx';
import { DoneEnd } from '#renderer/ui/DoneEnd.tsx';
import { FormEnd } from '#renderer/ui/FormEnd.tsx';
import { RecoveryKeyField } from '#renderer/ui/RecoveryKeyField.tsx';
import { StatusMark } from '#renderer/ui/StatusMark.tsx';

interface DrillDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Types the key and is told whether it would open the door; nothing is switched off by it. */
export function DrillDialog({ opened, onClose }: DrillDialogProps) {
  const { t } = useTranslation();
  return (
    <Dialog title={t('recoveryKey.drill.title')} opened={opened} onClose={onClose}>
      <Drill onClose={onClose} />
    </Dialog>
  );
}

function Drill({ onClose }: Pick<DrillDialogProps, 'onClose'>) {
  const { t } = useTranslation();
  const [key, setKey] = useState('');
  const { mutate, data, isPending, error } = useConsoleMutation('recoveryKey.drill');
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    mutate({ key });
  };
  if (data !== undefined) {
    return (
      <div className="dialog-body">
        <p role="status">
          {t(data.opensConsole && data.opensVault ? 'recoveryKey.drill.passed' : 'recoveryKey.drill.half')}
        </p>
        <ul className="drill-proofs">
          <Proof done={data.opensConsole} text={t('recoveryKey.drill.console')} />
          <Proof
            done={data.opensVault}
            text={t(data.opensVault ? 'recoveryKey.drill.vault' : 'recoveryKey.drill.notVault')}
          />
        </ul>
        <DoneEnd onDone={onClose} />
      </div>
    );
  }
  return (
    <form className="dialog-body" onSubmit={submit}>
      <p>{t('recoveryKey.drill.text')}</p>
      <RecoveryKeyField value={key} onChange={setKey} error={error?.message} />
      <FormEnd verb={t('recoveryKey.drill.go')} pending={isPending} disabled={key.trim() === ''} onCancel={onClose} />
    </form>
  );
}

const Proof = ({ done, text }: { readonly done: boolean; readonly text: string }) => (
  <li>
    <StatusMark tone={done ? 'active' : 'failed'}>{text}</StatusMark>
  </li>
);
