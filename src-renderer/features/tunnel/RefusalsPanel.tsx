import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useChooseTenant, useTenant } from '#renderer/console-client/console-context.ts';
import { Ago } from '#renderer/ui/Ago.tsx';
import { goTo } from '#renderer/ui/hash-route.ts';
import { Panel } from '#renderer/ui/Panel.tsx';
import { StatusMark } from '#renderer/ui/StatusMark.tsx';
import type { RefusedCaller, RefusedFromOutside } from './use-refusals.ts';

/** How many requests from outside had no valid credentials lately, and who sent them. */
export function RefusalsPanel({ refused }: { readonly refused: RefusedFromOutside }) {
  const { t } = useTranslation();
  const { fiveMinutes, hour, callers, error } = refused;
  const told = callers.reduce((sum, { caller }) => sum + caller.count, 0);
  if (error !== null) {
    return (
      <Panel title={t('tunnel.refused.title')} span={12}>
        <p role="alert" className="dialog-error">
          {t('tunnel.refused.failed')}: {error.message}
        </p>
      </Panel>
    );
  }
  if (hour === 0) {
    return (
      <section className="panel span-12">
        <div className="panel-body">
          <StatusMark tone="active">{t('tunnel.refused.none')}</StatusMark>
        </div>
      </section>
    );
  }
  return (
    <Panel title={t('tunnel.refused.title')} note={t('tunnel.refused.note')} span={12}>
      <p className="tunnel-refused-sum num">
        <b className={fiveMinutes > 0 ? 'tunnel-bad' : undefined}>
          {t('tunnel.refused.fiveMinutes', { count: fiveMinutes })}
        </b>
        , {t('tunnel.refused.hour', { count: hour })}. <span className="quiet">{t('tunnel.refused.flood')}</span>
      </p>
      <table className="tunnel-callers">
        <thead>
          <tr>
            <th scope="col">{t('tunnel.refused.caller')}</th>
            <th scope="col">{t('tunnel.refused.tenant')}</th>
            <th scope="col" className="num">
              {t('tunnel.refused.count')}
            </th>
            <th scope="col">{t('tunnel.refused.last')}</th>
            <th scope="col">
              <span className="visually-hidden">{t('tunnel.refused.show')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {callers.map((one) => (
            <CallerRow key={`${one.tenant.id} ${one.caller.address}`} refused={one} />
          ))}
        </tbody>
      </table>
      {told < hour && <p className="quiet tunnel-others">{t('tunnel.refused.others', { count: hour - told })}</p>}
    </Panel>
  );
}

function CallerRow({ refused: { tenant, caller } }: { readonly refused: RefusedCaller }) {
  const { t } = useTranslation();
  const shown = useTenant();
  const choose = useChooseTenant();
  const { address, named, count, lastAt } = caller;
  const show = (): void => {
    if (tenant.id !== shown.id) choose(tenant.id);
    goTo('provisioning-log', { result: 'failed', address });
  };
  return (
    <tr>
      <td>
        <span className="mono">{address}</span>
        {!named && <span className="quiet"> {t('tunnel.refused.unnamed')}</span>}
      </td>
      <td>{tenant.name}</td>
      <td className="num">{count}</td>
      <td>
        <Ago at={lastAt} />
      </td>
      <td>
        <Button
          size="compact-sm"
          variant="default"
          aria-label={t('tunnel.refused.showOf', { address, tenant: tenant.name })}
          onClick={show}
        >
          {t('tunnel.refused.show')}
        </Button>
      </td>
    </tr>
  );
}
