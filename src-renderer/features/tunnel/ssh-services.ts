// Services that take a reverse forward from anyone and print the URL. What each expects of who signs in is how its own
// instructions have it.
export interface SshService {
  readonly id: 'localhost.run' | 'serveo' | 'pinggy';
  readonly name: string;
  readonly host: string;
  readonly port: string;
  readonly user: string;
  readonly remoteHost: string;
  readonly remotePort: string;
}
export type SshServiceId = 'own' | SshService['id'];

export const sshServices: readonly SshService[] = [
  {
    id: 'localhost.run',
    name: 'localhost.run',
    host: 'localhost.run',
    port: '22',
    user: 'nokey',
    remoteHost: '',
    remotePort: '80',
  },
  {
    id: 'serveo',
    name: 'Serveo',
    host: 'serveo.net',
    port: '22',
    user: 'rollcall',
    remoteHost: '',
    remotePort: '80',
  },
  {
    id: 'pinggy',
    name: 'Pinggy',
    host: 'a.pinggy.io',
    port: '443',
    user: 'rollcall',
    remoteHost: '',
    remotePort: '0',
  },
];
