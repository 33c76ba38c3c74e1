// What the form of an OAuth client holds while it is filled in.
import type { AssertionTrust, OAuthClient } from '#shared/console-api/oauth-clients.ts';
import { networksOf } from '#renderer/ui/networks.ts';
import type { Limits } from './token-draft.ts';

export const secretYears = ['1', '2', '3'] as const;
/** Minutes an access token holds. */
export const tokenMinutes = ['60', '120', '180', '240', '300', '360'] as const;

export interface ClientDraft extends Limits {
  label: string;
  kind: OAuthClient['kind'];
  secretYears: (typeof secretYears)[number];
  minutes: string;
  entraTenantId: string;
  subject: string;
  /** As typed: one a line. */
  audiences: string;
}

export const newClient = (label: string, entraTenantId: string): ClientDraft => ({
  label,
  kind: 'secret',
  secretYears: '1',
  minutes: '60',
  entraTenantId,
  subject: '',
  audiences: '',
  scope: 'read-write',
  networks: '',
});

export const clientDraftOf = ({
  label,
  kind,
  accessTokenMinutes,
  trust,
  scope,
  networks,
}: OAuthClient): ClientDraft => ({
  ...newClient(label, trust?.entraTenantId ?? ''),
  kind,
  minutes: String(accessTokenMinutes),
  subject: trust?.subject ?? '',
  audiences: trust?.audiences.join('\n') ?? '',
  scope,
  networks: networks.join('\n'),
});

/** Audiences are URIs or ids: they stand on lines of their own, or between commas or spaces. */
export const audiencesOf = (text: string): string[] => text.split(/[\s,]+/).filter((part) => part !== '');

const trustOf = ({ entraTenantId, subject, audiences }: ClientDraft): AssertionTrust => ({
  entraTenantId: entraTenantId.trim(),
  subject: subject.trim(),
  audiences: audiencesOf(audiences),
});

/** What oauthClients.create and oauthClients.set take alike; `trust` only of a federated client. */
export const clientInput = (draft: ClientDraft) => ({
  label: draft.label.trim(),
  scope: draft.scope,
  networks: networksOf(draft.networks),
  accessTokenMinutes: Number(draft.minutes),
  ...(draft.kind === 'federated' ? { trust: trustOf(draft) } : {}),
});
