/** The two IPC channels between main and the console: calls, and pushed events. */
export const callChannel = 'console';
export const eventChannel = 'console-event';
