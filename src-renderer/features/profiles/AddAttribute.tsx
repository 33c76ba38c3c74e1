import { Button, Select, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { foldCase } from '#shared/lang/fold-case.ts';
import { oneOf } from '#shared/lang/one-of.ts';
import type { AttributeValueType } from '#shared/tenant-profiles/index.ts';
import type { AttributeChoice } from './profile-draft.ts';

interface AddAttributeProps {
  readonly attributes: readonly AttributeChoice[];
  readonly onAdd: (attribute: AttributeChoice) => void;
}

const types: readonly AttributeValueType[] = ['String', 'Boolean', 'Reference'];

/** An attribute that the list does not have, such as a value of another type: `emails[type eq "private"].value`. */
export function AddAttribute({ attributes, onAdd }: AddAttributeProps) {
  const { t } = useTranslation();
  const [path, setPath] = useState('');
  const [type, setType] = useState<AttributeValueType>('String');
  const [fault, setFault] = useState<string | null>(null);
  const add = (): void => {
    const wanted = path.trim();
    if (wanted === '') setFault(t('profiles.needsPath'));
    else if (attributes.some((attribute) => foldCase(attribute.path) === foldCase(wanted))) {
      setFault(t('profiles.pathTwice', { path: wanted }));
    } else {
      onAdd({ path: wanted, type, filterable: false, required: false, chosen: true });
      setPath('');
    }
  };
  return (
    <div className="picker-add">
      <TextInput
        aria-label={t('profiles.ownPath')}
        placeholder={t('profiles.ownPathPlaceholder')}
        maxLength={300}
        spellCheck={false}
        classNames={{ input: 'mono' }}
        value={path}
        onChange={(event) => {
          setPath(event.currentTarget.value);
          setFault(null);
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          event.preventDefault(); // the form is saved by its own button
          add();
        }}
        error={fault}
      />
      <Select
        aria-label={t('profiles.ownType')}
        searchable={false}
        allowDeselect={false}
        w={150}
        value={type}
        onChange={(value) => setType(oneOf(types, value) ?? 'String')}
        data={types.map((value) => ({ value, label: t(`profiles.type.${value}`) }))}
      />
      <Button variant="default" leftSection={<IconPlus size={14} aria-hidden />} onClick={add}>
        {t('profiles.addAttribute')}
      </Button>
    </div>
  );
}
