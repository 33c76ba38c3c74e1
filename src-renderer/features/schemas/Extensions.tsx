import { Button, Select } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SchemaExtension, ServedResourceType } from '#shared/console-api/resource-types.ts';
import { usePermitted } from '#renderer/console-client/access.ts';
import { useTenant } from '#renderer/console-client/console-context.ts';
import { useConsoleMutation } from '#renderer/console-client/queries.ts';
import { printHash } from '#renderer/ui/hash-route.ts';
import { Refusal } from '#renderer/ui/Refusal.tsx';
import { resourceTypeDocument } from './documents.ts';
import { coreOf, findSchema, type Served } from './schemas-view.ts';

interface ExtensionsProps {
  readonly type: ServedResourceType;
  readonly served: Served;
}

/** The extensions of a resource type; those that are the tenant's own can be added and taken out. */
export function Extensions({ type, served }: ExtensionsProps) {
  const { t } = useTranslation();
  const tenantId = useTenant().id;
  const save = useConsoleMutation('resourceTypes.save');
  const edits = usePermitted('settings.edit');
  const [chosen, setChosen] = useState<string | null>(null);
  const nameOf = (id: string): string => findSchema(served, id)?.schema.name ?? id;
  const store = (schemaExtensions: readonly SchemaExtension[], message: string): void => {
    const resourceType = { ...resourceTypeDocument(type), schemaExtensions };
    save.mutate({ tenantId, resourceType }, { onSuccess: () => notifications.show({ message }) });
  };
  const addable = served.schemas.filter(
    (one) =>
      one.origin === 'custom' &&
      coreOf(one).length === 0 &&
      type.schemaExtensions.every(({ schema }) => schema !== one.schema.id),
  );
  return (
    <section className="extensions" aria-labelledby="extensions">
      <h3 id="extensions">{t('schemas.extensions')}</h3>
      {type.schemaExtensions.length === 0 && <p className="quiet">{t('schemas.noExtensions')}</p>}
      <ul>
        {type.schemaExtensions.map(({ schema, required, origin }) => (
          <li key={schema}>
            <div>
              <a href={printHash('schemas', { schema })}>{nameOf(schema)}</a>
              <span className="quiet mono">{schema}</span>
            </div>
            <span className="quiet">{t(required ? 'schemas.extensionRequired' : 'schemas.extensionOptional')}</span>
            {origin === 'custom' && (
              <Button
                {...edits}
                variant="default"
                aria-label={t('schemas.takeOutWhich', { name: nameOf(schema), type: type.name })}
                onClick={() =>
                  store(
                    type.schemaExtensions.filter((one) => one.schema !== schema),
                    t('schemas.takenOut', { name: nameOf(schema), type: type.name }),
                  )
                }
              >
                {t('schemas.takeOut')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {addable.length > 0 && (
        <div className="extensions-add">
          <Select
            aria-label={t('schemas.extension')}
            placeholder={t('schemas.chooseExtension')}
            w={260}
            value={chosen}
            onChange={setChosen}
            data={addable.map(({ schema }) => ({ value: schema.id, label: schema.name }))}
          />
          <Button
            variant="default"
            disabled={chosen === null}
            {...edits}
            onClick={() => {
              if (chosen === null) return;
              store(
                [...type.schemaExtensions, { schema: chosen, required: false }],
                t('schemas.extended', { name: nameOf(chosen), type: type.name }),
              );
              setChosen(null);
            }}
          >
            {t('schemas.extendWith')}
          </Button>
        </div>
      )}
      <Refusal error={save.error?.message} />
    </section>
  );
}
