import { useMay } from '#renderer/console-client/access.ts';
import { useTenant } from '#renderer/console-client/console-context.ts';
import { useConsoleQuery } from '#renderer/console-client/queries.ts';
import { printHash } from '#renderer/ui/hash-route.ts';
import type { ExtensionFacts } from './extension-facts.ts';

/** What a person has of the tenant's own schemas, under the name of each. */
export function ProfileExtensions({ extensions }: { readonly extensions: readonly ExtensionFacts[] }) {
  const seesSchemas = useMay('settings.view');
  const { data: schemas } = useConsoleQuery('schemas.list', { tenantId: useTenant().id }, { enabled: seesSchemas });
  const nameOf = (uri: string): string => schemas?.find(({ schema }) => schema.id === uri)?.schema.name ?? uri;
  return extensions.map(({ schema, facts }) => (
    <section key={schema} className="profile-extension">
      <h3>{seesSchemas ? <a href={printHash('schemas', { schema })}>{nameOf(schema)}</a> : nameOf(schema)}</h3>
      <dl className="key-values">
        {facts.map(({ name, value }) => (
          <div key={name} className="key-value">
            <dt className="mono">{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  ));
}
