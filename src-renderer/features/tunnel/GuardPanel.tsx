import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { assertNever } from '#shared/lang/assert-never.ts';
import { usePermitted } from '#renderer/console-client/access.ts';
import { useChooseTenant, useTenant } from '#renderer/console-client/console-context.ts';
import { formatAgo } from '#renderer/ui/format.ts';
import { goTo, setParams } from '#renderer/ui/hash-route.ts';
import { useNow } from '#renderer/ui/now.ts';
import { Panel } from '#renderer/ui/Panel.tsx';
import { StatusMark } from '#renderer/ui/StatusMark.tsx';
import type { GuardIssue } from './guard.ts';

/** What to settle before Rollcall is public; each row has the one button that leads to it. */
export function GuardPanel({ issues }: { readonly issues: readonly GuardIssue[] }) {
  const { t } = useTranslation();
  if (issues.length === 0) {
    return (
      <section className="panel span-12">
        <div className="panel-body">
          <StatusMark tone="active">{t('tunnel.guard.ready')}</StatusMark>
        </div>
      </section>
    );
  }
  return (
    <Panel title={t('tunnel.guard.title')} note={t('tunnel.guard.note')} span={12}>
      <ul className="tunnel-guard">
        {issues.map((issue) => (
          <IssueRow
            key={`${issue.tenant.id} ${issue.kind} ${issue.kind === 'expires' ? issue.label : ''}`}
            issue={issue}
          />
        ))}
      </ul>
    </Panel>
  );
}

/** Where each button leads. */
const needs = { noToken: 'credentials.edit', expires: 'credentials.view', failing: 'provisioningLog.view' } as const;

function IssueRow({ issue }: { readonly issue: GuardIssue }) {
  const { t } = useTranslation();
  const now = useNow();
  const shown = useTenant();
  const choose = useChooseTenant();
  const { kind, tenant } = issue;
  const title = titleOf();
  const permitted = usePermitted(needs[kind]);
  const verb = t(`tunnel.guard.${kind}Verb`);
  const settle = (): void => {
    if (tenant.id !== shown.id) choose(tenant.id);
    if (kind === 'noToken') setParams({ dialog: 'create-token' });
    else if (kind === 'failing') goTo('provisioning-log', { result: 'failed' });
    else goTo('credentials', { state: 'soon' });
  };
  return (
    <li>
      <StatusMark tone={kind === 'failing' ? 'failed' : 'pending'}>
        <b className="tunnel-guard-title">{title}</b>
      </StatusMark>
      <span className="tunnel-guard-text">{t(`tunnel.guard.${kind}Text`)}</span>
      <Button variant="default" aria-label={`${verb}: ${title}`} {...permitted} onClick={settle}>
        {verb}
      </Button>
    </li>
  );

  function titleOf(): string {
    switch (issue.kind) {
      case 'noToken':
        return t('tunnel.guard.noToken', { tenant: tenant.name });
      case 'expires': {
        const when = formatAgo(issue.expiresAt, now);
        return t('tunnel.guard.expires', { label: issue.label, tenant: tenant.name, when });
      }
      case 'failing':
        return t('tunnel.guard.failing', { count: issue.failed, total: issue.total, tenant: tenant.name });
      default:
        return assertNever(issue, 'kind of issue');
    }
  }
}
