import { useTranslation } from 'react-i18next';
import type { Handover, Token } from '#shared/console-api/tokens.ts';
import { StatusMark, type StatusTone } from '#renderer/ui/StatusMark.tsx';
import { CredentialButton } from './CredentialButtons.tsx';
import { openDialog } from './credentials-view.ts';

const tones: Record<Handover['phase'], StatusTone> = {
  waiting: 'disabled',
  serving: 'active',
  ready: 'active',
  oldInUse: 'pending',
};

interface HandoverLineProps {
  /** The one that is to go. */
  readonly token: Token;
  readonly handover: Handover;
}

/** Below a token that another one takes over from: how far that has come, and what to do. */
export function HandoverLine({ token, handover: { newLabel, phase, retire } }: HandoverLineProps) {
  const { t } = useTranslation();
  const names = { old: token.label, new: newLabel };
  return (
    <tr className={`handover handover-${phase}`}>
      <td colSpan={6}>
        <div className="handover-line">
          <StatusMark tone={tones[phase]}>{t(`credentials.handover.${phase}`)}</StatusMark>
          <span>
            {t(`credentials.handover.${phase}Text`, names)}
            {phase !== 'oldInUse' && ` ${t(`credentials.handover.retire.${phase}.${retire}`)}`}
          </span>
          {phase === 'ready' && (
            <CredentialButton
              verb={t('credentials.retire')}
              name={t('credentials.retireWhich', { label: token.label })}
              onClick={() => openDialog('revoke', token.id)}
            />
          )}
        </div>
      </td>
    </tr>
  );
}
