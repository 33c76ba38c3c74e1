import type { settingsMethods } from '#shared/console-api/settings.ts';
import type { ConsoleContext, MethodsOf } from './context.ts';

export function createSettingsMethods({ host }: ConsoleContext): MethodsOf<typeof settingsMethods> {
  return {
    'settings.get': () =>
      Promise.resolve({
        version: host.version,
        host: host.host,
        dataFolder: host.dataFolder,
        databaseBytes: host.databaseBytes(),
        scimUrl: host.scimUrl(),
        consoleUrl: host.consoleUrl(),
        runtime: host.runtime,
        sqlite: host.sqlite,
      }),
  };
}
