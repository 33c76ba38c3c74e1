import { EventEmitter } from 'node:events';

/** Nothing pops up here: what was shown is kept, for tests to read and to click. */
export class Notification extends EventEmitter {
  static readonly standinShown: Notification[] = [];
  readonly title: string;
  readonly body: string;

  constructor({ title = '', body = '' }: Electron.NotificationConstructorOptions = {}) {
    super();
    this.title = title;
    this.body = body;
  }
  static isSupported(): boolean {
    return true;
  }
  show(): void {
    Notification.standinShown.push(this);
  }
}
