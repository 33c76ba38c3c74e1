import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { usePermitted } from '#renderer/console-client/access.ts';
import { useTenant } from '#renderer/console-client/console-context.ts';
import { retryOf, useConsoleQuery } from '#renderer/console-client/queries.ts';
import { EmptyState } from '#renderer/ui/EmptyState.tsx';
import { ErrorState } from '#renderer/ui/ErrorState.tsx';
import { useHashRoute } from '#renderer/ui/hash-route.ts';
import { PageFrame } from '#renderer/ui/PageFrame.tsx';
import { SkeletonRows } from '#renderer/ui/Skeleton.tsx';
import { RemoveDialog } from './RemoveDialog.tsx';
import { ResourceTypeDetail } from './ResourceTypeDetail.tsx';
import { ResourceTypeDialog } from './ResourceTypeDialog.tsx';
import { SchemaDetail } from './SchemaDetail.tsx';
import { SchemaDialog } from './SchemaDialog.tsx';
import './schemas.css';
import { closeDialog, dialogOf, openDialog, show, shownOf, type Served, type Shown } from './schemas-view.ts';
import { ServedList } from './ServedList.tsx';

/** What the tenant serves: its resource types and schemas, and how own ones are added. */
export function SchemasPage() {
  const { t } = useTranslation();
  const tenantId = useTenant().id;
  const schemas = useConsoleQuery('schemas.list', { tenantId });
  const types = useConsoleQuery('resourceTypes.list', { tenantId });
  const edits = usePermitted('settings.edit');
  const error = schemas.error ?? types.error;
  const served =
    schemas.data === undefined || types.data === undefined ? null : { schemas: schemas.data, types: types.data };
  const retry = retryOf(error, () => {
    schemas.retry?.();
    types.retry?.();
  });
  return (
    <PageFrame
      title={t('schemas.title')}
      parent={{ label: t('settings.title'), page: 'settings' }}
      actions={
        <>
          <Button variant="default" disabled={served === null} {...edits} onClick={() => openDialog('add-type')}>
            {t('schemas.addType')}
          </Button>
          <Button disabled={served === null} {...edits} onClick={() => openDialog('add-schema')}>
            {t('schemas.addSchema')}
          </Button>
        </>
      }
      foot={<span>{t('schemas.foot')}</span>}
    >
      {error !== null && (
        <div className="page-scroll">
          <ErrorState title={t('schemas.failed')} detail={error.message} onRetry={retry} />
        </div>
      )}
      {error === null && served === null && (
        <div className="sides">
          <div className="side-list">
            <SkeletonRows rows={6} rowHeight={44} />
          </div>
          <SkeletonRows rows={14} rowHeight={34} />
        </div>
      )}
      {error === null && served !== null && <ServedParts served={served} />}
    </PageFrame>
  );
}

function ServedParts({ served }: { readonly served: Served }) {
  const { t } = useTranslation();
  const { params } = useHashRoute();
  const shown = shownOf(params, served);
  const dialog = dialogOf(params);
  return (
    <div className="sides">
      <ServedList served={served} shown={shown} />
      <section className="side-detail" aria-label={t('schemas.detail')} data-region>
        {shown === null && (
          <EmptyState
            title={t('schemas.gone')}
            action={
              <Button variant="default" onClick={() => show({})}>
                {t('schemas.showFirst')}
              </Button>
            }
          />
        )}
        {shown?.kind === 'type' && <ResourceTypeDetail key={shown.type.name} type={shown.type} served={served} />}
        {shown?.kind === 'schema' && <SchemaDetail key={shown.served.schema.id} served={shown.served} />}
      </section>
      <SchemaDialog
        opened={dialog === 'add-schema' || (dialog === 'edit' && shown?.kind === 'schema')}
        edited={dialog === 'edit' && shown?.kind === 'schema' ? shown.served.schema : null}
        served={served}
        onClose={closeDialog}
      />
      <ResourceTypeDialog
        opened={dialog === 'add-type' || (dialog === 'edit' && isOwnType(shown))}
        edited={dialog === 'edit' && shown?.kind === 'type' ? shown.type : null}
        served={served}
        onClose={closeDialog}
      />
      <RemoveDialog shown={dialog === 'remove' ? shown : null} served={served} onClose={closeDialog} />
    </div>
  );
}

const isOwnType = (shown: Shown | null): boolean => shown?.kind === 'type' && shown.type.origin === 'custom';
