// What an own server needs to carry the SSH tunnel, ready to be copied: a user that may forward one port and nothing
// else, and a proxy in front that ends TLS and passes on only what the public listener serves. Entra speaks TLS 1.2, so
// that must stay offered.
import { limits } from '../scim/limits.ts';

/** Where the server listens for the proxy in front of it. */
export interface RemoteBind {
  readonly host: string;
  /** 0 lets the server choose. */
  readonly port: number;
}

/** The line for `~/.ssh/authorized_keys`: this key may have that one port forwarded to it, and nothing more. */
export const authorizedKeysLine = (publicKey: string, { host, port }: RemoteBind): string =>
  `restrict,port-forwarding,permitlisten="${host}:${port === 0 ? '*' : port}" ${publicKey}`;

/** For sshd_config: no shell and no terminal, and a session that went silent frees its port after ten seconds. */
export const sshdSnippet = (user: string): string => `Match User ${user}
    AllowTcpForwarding remote
    GatewayPorts no
    X11Forwarding no
    AllowAgentForwarding no
    PermitTTY no
    MaxSessions 0
    ClientAliveInterval 5
    ClientAliveCountMax 2
`;

export interface ServerFront {
  /** Host name in the public URL. */
  readonly name: string;
  readonly bind: RemoteBind;
  /** Port of the public side; 443 unless said otherwise. */
  readonly port?: number;
  /** Full chain and private key as PEM files; those of certbot unless said otherwise. */
  readonly certificate?: string;
  readonly certificateKey?: string;
}

/** The paths of the public listener: a tenant's SCIM base with or without its version, and its token endpoint. */
const served = '^/[^/]+/(scim(/|$)|oauth2/token$)';
/** Above the listener's own limit, so that its answer to a larger body is the one that is seen. */
const bodyMegabytes = Math.ceil(limits.bulkBytes / 2 ** 20) + 1;

/** Server block for nginx. The path goes on exactly as it came: rewriting it would break encoded filters. */
export function nginxSnippet({ name, bind, port = 443, ...files }: ServerFront): string {
  const { certificate = `/etc/letsencrypt/live/${name}/fullchain.pem` } = files;
  const { certificateKey = `/etc/letsencrypt/live/${name}/privkey.pem` } = files;
  return `upstream rollcall {
    server ${bind.host}:${bind.port};
    keepalive 16;
}

server {
    listen ${port} ssl;
    server_name ${name};
    ssl_certificate ${certificate};
    ssl_certificate_key ${certificateKey};
    ssl_protocols TLSv1.2 TLSv1.3;
    client_max_body_size ${bodyMegabytes}m;

    location ~ "${served}" {
        proxy_pass http://rollcall;
        proxy_http_version 1.1;
        proxy_set_header Connection "";
        proxy_set_header Host $http_host;
        proxy_set_header X-Forwarded-For $remote_addr;
        proxy_set_header X-Forwarded-Proto $scheme;
    }

    location / {
        return 404;
    }
}
`;
}

/** Site block for Caddy, which gets and renews its certificate by itself. */
export const caddySnippet = ({
  name,
  bind,
  port = 443,
}: ServerFront): string => `${name}${port === 443 ? '' : `:${port}`} {
    @rollcall path_regexp ${served}
    handle @rollcall {
        request_body {
            max_size ${bodyMegabytes}MB
        }
        reverse_proxy ${bind.host}:${bind.port}
    }
    handle {
        respond 404
    }
}
`;
