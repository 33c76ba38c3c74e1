import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { authorizedKeysLine, caddySnippet, nginxSnippet } from '#shared/tunnel/ssh-server.ts';
import { absent, debianPrograms, pathOf } from '../debian-program.ts';

const bind = { host: '127.0.0.1', port: 18_080 };

test('the authorized_keys line permits the one forward and nothing else', () => {
  expect(authorizedKeysLine('ssh-ed25519 AAAA rollcall', bind)).toBe(
    'restrict,port-forwarding,permitlisten="127.0.0.1:18080" ssh-ed25519 AAAA rollcall',
  );
  expect(authorizedKeysLine('ssh-ed25519 AAAA rollcall', { host: 'localhost', port: 0 })).toContain(
    'permitlisten="localhost:*"',
  );
});

// The conversation through nginx proves its snippet; here are only the places that an own server keeps.
test('nginx is given certbot’s files and 443, and keeps TLS 1.2', () => {
  const snippet = nginxSnippet({ name: 'scim.example.com', bind });
  expect(snippet).toContain('listen 443 ssl;');
  expect(snippet).toContain('ssl_certificate /etc/letsencrypt/live/scim.example.com/fullchain.pem;');
  expect(snippet).toContain('ssl_certificate_key /etc/letsencrypt/live/scim.example.com/privkey.pem;');
  expect(snippet).toContain('ssl_protocols TLSv1.2 TLSv1.3;');
});

const reason = absent(debianPrograms.caddy);
test.skipIf(reason !== undefined)(`Caddy understands its snippet${reason ? ` (${reason})` : ''}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-caddy-'));
  const file = join(folder, 'Caddyfile');
  writeFileSync(file, caddySnippet({ name: 'scim.example.com', bind }));
  const adapted = execFileSync(pathOf(debianPrograms.caddy), ['adapt', '--config', file, '--adapter', 'caddyfile'], {
    encoding: 'utf8',
    stdio: 'pipe',
  });
  rmSync(folder, { recursive: true });
  const { apps } = JSON.parse(adapted) as {
    apps: { http: { servers: Record<string, { listen: readonly string[] }> } };
  };
  expect(Object.values(apps.http.servers).map(({ listen }) => listen)).toEqual([[':443']]);
  expect(adapted).toContain('"dial":"127.0.0.1:18080"');
  expect(adapted).toContain('"max_size":3000000');
});
