/** The console's own scheme instead of file://, so that it has an origin and a Content-Security-Policy. */
export const consoleScheme = 'app';
export const consoleHost = 'rollcall';
export const consoleUrl = `${consoleScheme}://${consoleHost}/`;

/** Whether a page or frame is the console itself. Its URL begins with the origin; a look-alike host has no slash there. */
export const isConsolePage = (url: string): boolean => url.startsWith(consoleUrl);
