import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

const secondMs = 1_000;

/** How long it has been asking: the answer comes as a whole. */
export function DoctorProgress() {
  const { t } = useTranslation();
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setSeconds((before) => before + 1), secondMs);
    return () => clearInterval(timer);
  }, []);
  return (
    <div className="doctor-progress">
      <progress aria-label={t('tunnel.doctor.running')} />
      <span role="status">{t('tunnel.doctor.running')}</span>
      <span className="quiet num">{t('tunnel.doctor.seconds', { count: seconds })}</span>
    </div>
  );
}
