import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePermitted } from '#renderer/console-client/access.ts';
import { useConsoleMutation } from '#renderer/console-client/queries.ts';
import { Panel } from '#renderer/ui/Panel.tsx';
import { Segments } from '#renderer/ui/Segments.tsx';

interface RunPanelProps {
  readonly startWithApp: boolean;
  readonly running: boolean;
  readonly autoStopMinutes: number | null;
  readonly onAutoStop: (minutes: number | null) => void;
}

const hours = [1, 4, 8] as const;
const minutesPerHour = 60;

/** When it starts and stops by itself. */
export function RunPanel({ startWithApp, running, autoStopMinutes, onAutoStop }: RunPanelProps) {
  const { t } = useTranslation();
  const id = useId();
  const permitted = usePermitted('tunnel.edit');
  const configure = useConsoleMutation('tunnel.configure');
  // What was chosen is shown until Rollcall tells of it, or refuses it.
  const [chosen, setChosen] = useState<boolean | null>(null);
  const [known, setKnown] = useState(startWithApp);
  if (startWithApp !== known) {
    setKnown(startWithApp);
    setChosen(null);
  }
  const choose = (wanted: boolean): void => {
    setChosen(wanted);
    configure.mutate({ startWithApp: wanted }, { onError: () => setChosen(null) });
  };
  return (
    <Panel title={t('tunnel.settings.title')} span={5}>
      <div className="tunnel-run">
        <div>
          <span className="field-label" aria-hidden>
            {t('tunnel.settings.autoStop')}
          </span>
          {running ? (
            <p className="quiet">{t('tunnel.settings.running')}</p>
          ) : (
            <>
              <Segments
                label={t('tunnel.settings.autoStop')}
                value={String(autoStopMinutes)}
                onChange={(minutes) => onAutoStop(minutes === 'null' ? null : Number(minutes))}
                options={[
                  { value: 'null', label: t('tunnel.settings.never') },
                  ...hours.map((count) => ({
                    value: String(count * minutesPerHour),
                    label: t('tunnel.settings.hours', { count }),
                  })),
                ]}
              />
              <p className="quiet">{t('tunnel.settings.autoStopText')}</p>
            </>
          )}
        </div>
        <div className="tunnel-check">
          <input
            id={id}
            type="checkbox"
            className="check-mark"
            checked={chosen ?? startWithApp}
            {...permitted}
            aria-describedby={`${id}-text`}
            onChange={(event) => choose(event.currentTarget.checked)}
          />
          <label htmlFor={id}>{t('tunnel.settings.withApp')}</label>
          <span id={`${id}-text`} className="quiet">
            {t('tunnel.settings.withAppText')}
          </span>
        </div>
        {configure.error !== null && (
          <p role="alert" className="dialog-error">
            {configure.error.message}
          </p>
        )}
      </div>
    </Panel>
  );
}
