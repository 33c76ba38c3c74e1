// Ctrl K on every page: pages, tenants, people by name (asked of the server), commands. Spotlight gives the focus back when it
// closes, so what was chosen runs after that; a page may then take the focus for its title.
import { Spotlight } from '@mantine/spotlight';
import { useDebouncedValue } from '@mantine/hooks';
import { useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '#renderer/console-client/access.ts';
import { useTenant } from '#renderer/console-client/console-context.ts';
import { useConsoleQuery } from '#renderer/console-client/queries.ts';
import { Avatar } from '#renderer/ui/Avatar.tsx';
import { goTo } from '#renderer/ui/hash-route.ts';
import './palette.css';

export interface PaletteAction {
  readonly id: string;
  readonly label: string;
  /** Quiet, at the end of the line. */
  readonly note?: string;
  readonly icon: ReactNode;
  readonly run: () => void;
}

interface PaletteProps {
  readonly pages: readonly PaletteAction[];
  /** The tenants that can be switched to. */
  readonly tenants: readonly PaletteAction[];
  readonly commands: readonly PaletteAction[];
}

const mostPeople = 8;

const matching = (actions: readonly PaletteAction[], query: string): readonly PaletteAction[] =>
  actions.filter(({ label }) => label.toLowerCase().includes(query.trim().toLowerCase()));

export function Palette({ pages, tenants, commands }: PaletteProps) {
  const { t } = useTranslation();
  const [query, setQuery] = useState('');
  const chosen = useRef<(() => void) | null>(null);
  const run = (): void => {
    chosen.current?.();
    chosen.current = null;
  };
  const people = usePeople(query);
  const groups = [
    { id: 'pages', label: t('palette.pages'), actions: matching(pages, query) },
    { id: 'tenants', label: t('palette.tenants'), actions: matching(tenants, query) },
    { id: 'people', label: t('palette.people'), actions: people },
    { id: 'commands', label: t('palette.commands'), actions: matching(commands, query) },
  ].filter(({ actions }) => actions.length > 0);
  return (
    <Spotlight.Root
      query={query}
      onQueryChange={setQuery}
      shortcut="mod + K"
      tagsToIgnore={[]}
      triggerOnContentEditable
      lockScroll={false}
      scrollable
      maxHeight={440}
      overlayProps={{ backgroundOpacity: 0.3, blur: 0 }}
      onExitTransitionEnd={run}
      attributes={{ content: { 'aria-label': t('palette.title') } }}
    >
      <Spotlight.Search placeholder={t('palette.placeholder')} aria-label={t('palette.title')} />
      <Spotlight.ActionsList>
        {groups.map(({ id, label, actions }) => (
          <Spotlight.ActionsGroup key={id} label={label}>
            {actions.map((action) => (
              <Spotlight.Action
                key={action.id}
                label={action.label}
                leftSection={action.icon}
                rightSection={action.note === undefined ? null : <span className="palette-note">{action.note}</span>}
                onClick={() => (chosen.current = action.run)}
              />
            ))}
          </Spotlight.ActionsGroup>
        ))}
        {groups.length === 0 && <Spotlight.Empty>{t('palette.nothing')}</Spotlight.Empty>}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}

/** People whose name or sign-in holds the query. */
function usePeople(query: string): readonly PaletteAction[] {
  const tenantId = useTenant().id;
  const may = useMay('people.view');
  const [search] = useDebouncedValue(query.trim(), 120);
  const { data } = useConsoleQuery(
    'users.list',
    { tenantId, search, sort: 'displayName', descending: false, limit: mostPeople },
    { enabled: may && search !== '' },
  );
  if (query.trim() === '' || data === undefined) return [];
  return data.rows.map(({ id, displayName, userName }) => ({
    id,
    label: displayName,
    note: userName,
    icon: <Avatar name={displayName} />,
    run: () => goTo('board', { person: id }),
  }));
}
