// What the admin should act on, as notifications of the desktop: each comes once, also while the window is closed.
import { Notification } from 'electron';
import type { TFunction } from 'i18next';
import type { Reminder } from '#shared/console-api/credentials.ts';
import type { Core } from '../../application/core.ts';

/** @param open brings the window to the front */
export function notifyOfReminders(core: Core, t: TFunction, open: () => void): void {
  const textOf = ({ kind, label, days }: Reminder): string => t(`reminders.${kind}`, { label, count: Math.abs(days) });
  core.subscribe(
    (event) => {
      if (event.name !== 'reminders.due' || !Notification.isSupported()) return;
      const { tenantName, reminders } = event.data;
      const notification = new Notification({ title: tenantName, body: reminders.map(textOf).join('\n') });
      notification.on('click', open);
      notification.show();
    },
    () => ({ via: 'host' }),
  );
}
