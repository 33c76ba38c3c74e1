/** What only the host knows; the addresses are null until (or unless) its listeners accept. */
export interface HostFacts {
  readonly version: string;
  readonly host: 'electron' | 'headless' | 'cli';
  readonly dataFolder: string;
  readonly runtime: string;
  readonly sqlite: string;
  databaseBytes(): number;
  scimUrl(): string | null;
  consoleUrl(): string | null;
  /** Receives what was not foreseen, with where it happened: the host's diagnostic log. */
  reportFault?(fault: unknown, where: string): void;
}
