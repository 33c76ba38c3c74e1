import { portHolder } from './port-holder.ts';
import { StartFailure } from './start-failure.ts';

/** Why a listener could not start, naming the port, the option that changes it and, where known, who has it. */
export function listenFailure(error: unknown, port: number, option: string): unknown {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'EADDRINUSE') {
    const holder = portHolder(port);
    const who = holder === undefined ? 'another process' : `${holder.name} (process ${holder.pid})`;
    return new StartFailure(
      `Port ${port} on 127.0.0.1 is in use by ${who}. Choose another one with ${option} <port>; 0 takes a free one.`,
      { cause: error },
    );
  }
  if (code === 'EACCES') {
    return new StartFailure(
      `Port ${port} needs more rights than this user has. Choose one above 1023 with ${option} <port>; 0 takes a free one.`,
      { cause: error },
    );
  }
  return error;
}
