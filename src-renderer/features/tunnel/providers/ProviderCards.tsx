import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { TunnelProviderId } from '#shared/console-api/tunnel.ts';
import { ngrokPeople, requestsPerPerson, type SeenBy, type UrlKind } from '../provider-facts.ts';
import type { SshServiceId } from '../ssh-services.ts';
import { providerIds } from '../tunnel-view.ts';

interface ProviderCardsProps {
  readonly value: TunnelProviderId;
  /** Whose SSH server: what is known of the card follows it. */
  readonly service: SshServiceId;
  readonly people: number | undefined;
  /** While one runs, only that one is shown. */
  readonly running: boolean;
  readonly onChange: (provider: TunnelProviderId) => void;
}

const facts: Readonly<Record<TunnelProviderId, { readonly seenBy: Exclude<SeenBy, 'nobody'>; readonly url: UrlKind }>> =
  {
    'cloudflare-quick': { seenBy: 'cloudflare', url: 'changes' },
    'cloudflare-named': { seenBy: 'cloudflare', url: 'stable' },
    ngrok: { seenBy: 'ngrok', url: 'account' },
    ssh: { seenBy: 'own-server', url: 'stable' },
    'own-url': { seenBy: 'own-server', url: 'stable' },
  };
const serviceFacts = { seenBy: 'service', url: 'service' } as const;

/** The providers, each with what decides between them. Plain radio buttons: arrows go from card to card. */
export function ProviderCards({ value, service, people, running, onChange }: ProviderCardsProps) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <div className="tunnel-cards" role="radiogroup" aria-label={t('tunnel.provider.label')}>
      {(running ? [value] : providerIds).map((provider) => {
        const { seenBy, url } = provider === 'ssh' && service !== 'own' ? serviceFacts : facts[provider];
        return (
          <label key={provider} className="tunnel-card">
            <input
              type="radio"
              name={id}
              value={provider}
              checked={provider === value}
              onChange={() => onChange(provider)}
              aria-labelledby={`${id}-${provider}`}
              aria-describedby={`${id}-${provider}-text`}
            />
            <span>
              <b id={`${id}-${provider}`}>{t(`tunnel.provider.${provider}.name`)}</b>
              <span id={`${id}-${provider}-text`} className="tunnel-card-text">
                {t(`tunnel.provider.${provider}.text`)}
              </span>
            </span>
            {provider !== value && (
              <span className="tunnel-tags" aria-hidden>
                <span className="tag">{t(`tunnel.tag.${url}`)}</span>
                <span className="tag">{t(`tunnel.tag.${seenBy === 'service' ? 'service-reads' : seenBy}`)}</span>
              </span>
            )}
            {provider === value && (
              <dl className="key-values">
                <dt>{t('tunnel.fact.needs')}</dt>
                <dd>{t(`tunnel.provider.${provider}.needs`)}</dd>
                <dt>{t('tunnel.fact.seenBy')}</dt>
                <dd>{t(`tunnel.seenBy.${seenBy}`)}</dd>
                <dt>{t('tunnel.fact.url')}</dt>
                <dd className={url === 'changes' || url === 'service' ? 'tunnel-warn' : undefined}>
                  {t(`tunnel.urlKind.${url}`)}
                </dd>
                <Quota provider={provider} people={people} />
              </dl>
            )}
          </label>
        );
      })}
    </div>
  );
}

function Quota({ provider, people }: { readonly provider: TunnelProviderId; readonly people: number | undefined }) {
  const { t } = useTranslation();
  const isTight = people !== undefined && people > ngrokPeople;
  if (provider !== 'ngrok' && provider !== 'cloudflare-quick') return null;
  return (
    <>
      <dt>{t('tunnel.fact.quota')}</dt>
      <dd className={provider === 'ngrok' && isTight ? 'tunnel-warn' : undefined}>
        {provider === 'ngrok' ? ngrok() : t('tunnel.quota.quick')}
      </dd>
    </>
  );

  function ngrok(): string {
    if (people === undefined || people === 0) return t('tunnel.quota.ngrok');
    if (isTight) return t('tunnel.quota.ngrokTight', { count: people });
    return t('tunnel.quota.ngrokFits', { count: people, first: people * requestsPerPerson });
  }
}
