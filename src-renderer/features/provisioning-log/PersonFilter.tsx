import { useTranslation } from 'react-i18next';
import { useFoundPeople } from '#renderer/console-client/found-people.ts';
import { setParams } from '#renderer/ui/hash-route.ts';
import { PersonSelect } from '#renderer/ui/PersonSelect.tsx';

/** Narrows the log to one person. */
export function PersonFilter({ id }: { readonly id: string | null }) {
  const { t } = useTranslation();
  const { people, find } = useFoundPeople(id);
  return (
    <PersonSelect
      aria-label={t('log.person')}
      placeholder={t('log.anyPerson')}
      clearLabel={t('log.anyPerson')}
      nothingFoundMessage={t('log.noPerson')}
      w={190}
      people={people}
      onFind={find}
      value={id}
      onChange={(person) => setParams({ person })}
    />
  );
}
