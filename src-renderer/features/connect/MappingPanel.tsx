import { useTranslation } from 'react-i18next';
import type { AttributeCoverage, ConnectState } from '#shared/console-api/connect.ts';
import { useTenantProfile } from '#renderer/console-client/tenant-profiles.ts';
import { Panel } from '#renderer/ui/Panel.tsx';
import { StatusMark } from '#renderer/ui/StatusMark.tsx';
import type { ProviderId } from './providers.ts';

interface MappingPanelProps {
  readonly of: 'people' | 'groups';
  readonly coverage: ConnectState['users'];
  readonly provider: ProviderId;
}

/** The attribute mapping as the tutorial has it, and how much of each row has arrived. */
export function MappingPanel({ of, coverage: { total, attributes }, provider }: MappingPanelProps) {
  const { t } = useTranslation();
  const { name, [of]: offered } = useProfileOffers();
  const title = t(`connect.mapping.${of}`);
  const arrived = attributes.filter((attribute) => attribute.arrived > 0).length;
  return (
    <Panel title={title} note={t('connect.mapping.arrivedCount', { arrived, count: attributes.length })} span={12}>
      {offered === 'all' && <p className="quiet mapping-all">{t('connect.mapping.all')}</p>}
      <table className="mapping" aria-label={title}>
        <thead>
          <tr>
            <th scope="col">{t('connect.mapping.attribute')}</th>
            <th scope="col">{t('connect.mapping.type')}</th>
            <th scope="col">{t('connect.mapping.filterable')}</th>
            <th scope="col">{t('connect.mapping.required', { product: name })}</th>
            <th scope="col">{t('connect.mapping.arrived')}</th>
          </tr>
        </thead>
        <tbody>
          {attributes.map((attribute) => (
            <MappingRow key={attribute.path} attribute={attribute} total={total} provider={provider} />
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

const useProfileOffers = () => {
  const { name, users, groups } = useTenantProfile();
  return { name, people: users, groups };
};

interface MappingRowProps {
  readonly attribute: AttributeCoverage;
  /** How many people, or groups, there are. */
  readonly total: number;
  readonly provider: ProviderId;
}

function MappingRow({ attribute: { path, type, filterable, required, arrived }, total, provider }: MappingRowProps) {
  const { t } = useTranslation();
  const isMissing = required && total > 0 && arrived < total;
  const advice = provider === 'entra' ? 'connect.mapping.adviceEntra' : 'connect.mapping.advice';
  return (
    <tr className={isMissing ? 'mapping-missing' : undefined}>
      <th scope="row">
        <code className="mono">{path}</code>
        {isMissing && <span className="mapping-advice">{t(advice)}</span>}
      </th>
      <td>{type}</td>
      <Tick on={filterable} />
      <Tick on={required} />
      <td className="num">
        {isMissing && arrived === 0 ? (
          <StatusMark tone="pending">{t('connect.mapping.never')}</StatusMark>
        ) : (
          <Arrived arrived={arrived} total={total} isMissing={isMissing} />
        )}
      </td>
    </tr>
  );
}

function Arrived({ arrived, total, isMissing }: Record<'arrived' | 'total', number> & { readonly isMissing: boolean }) {
  const { t } = useTranslation();
  if (total === 0) return <span className="quiet">{t('connect.mapping.nobody')}</span>;
  const text = t('connect.mapping.some', { arrived, total });
  if (isMissing) return <StatusMark tone="pending">{text}</StatusMark>;
  return <span className={arrived === 0 ? 'quiet' : undefined}>{text}</span>;
}

/** A tick of the tutorial's table; empty is read as "no". */
function Tick({ on }: { readonly on: boolean }) {
  const { t } = useTranslation();
  return (
    <td>
      {on && <span aria-hidden>✓</span>}
      <span className="visually-hidden">{t(on ? 'connect.mapping.yes' : 'connect.mapping.no')}</span>
    </td>
  );
}
