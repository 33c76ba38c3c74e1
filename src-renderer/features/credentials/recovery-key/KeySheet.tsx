import { useTranslation } from 'react-i18next';
import { formatDate } from '#renderer/ui/format.ts';
import { PrintSheet } from '#renderer/ui/PrintSheet.tsx';
import { QrCode } from '#renderer/ui/QrCode.tsx';

/** What is printed: one page that says what the key is for and has a line for where it is kept. */
export function KeySheet({ recoveryKey, createdAt }: { readonly recoveryKey: string; readonly createdAt: string }) {
  const { t } = useTranslation();
  return (
    <PrintSheet>
      <h1>{t('recoveryKey.sheet.title')}</h1>
      <p>{t('recoveryKey.sheet.what')}</p>
      <ul>
        <li>{t('recoveryKey.sheet.useSso')}</li>
        <li>{t('recoveryKey.sheet.useVault')}</li>
      </ul>
      <p className="print-key">{recoveryKey}</p>
      <QrCode text={recoveryKey} label={t('recoveryKey.sheet.code')} size={220} />
      <p>{t('recoveryKey.sheet.created', { date: formatDate(createdAt) })}</p>
      <p className="print-line">{t('recoveryKey.sheet.storedAt')}</p>
      <p className="print-line">{t('recoveryKey.sheet.storedBy')}</p>
      <p>{t('recoveryKey.sheet.keep')}</p>
    </PrintSheet>
  );
}
