import { ActionIcon, Button, Select, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { CheckMark } from '#renderer/ui/CheckMark.tsx';
import { followName } from '#renderer/ui/follow-name.ts';
import { RequiredField } from '#renderer/ui/RequiredField.tsx';
import { canBeUnique, draftTypes, emptyAttribute, suggestedId, type SchemaDraft } from './schema-draft.ts';

interface SchemaFormProps {
  readonly form: UseFormReturnType<SchemaDraft>;
  readonly extended: string | null;
  readonly isNew: boolean;
}

/** Name, URI and simple attributes. The URI follows the name until somebody writes one. */
export function SchemaForm({ form, extended, isNew }: SchemaFormProps) {
  const { t } = useTranslation();
  const rename = followName(form, 'id', isNew ? (name) => suggestedId(name, extended) : null);
  return (
    <>
      <div className="schema-names">
        <RequiredField
          data-autofocus
          label={t('schemas.name')}
          maxLength={100}
          {...form.getInputProps('name')}
          onChange={(event) => rename(event.currentTarget.value)}
        />
        <RequiredField
          label={t('schemas.uri')}
          maxLength={255}
          classNames={{ input: 'mono' }}
          readOnly={!isNew}
          {...form.getInputProps('id')}
        />
      </div>
      <AttributeFields form={form} />
    </>
  );
}

function AttributeFields({ form }: Pick<SchemaFormProps, 'form'>) {
  const { t } = useTranslation();
  const { attributes } = form.values;
  return (
    <fieldset className="attribute-fields">
      <legend className="field-label">{t('schemas.attributes')}</legend>
      <div className="attribute-field attribute-field-head" aria-hidden>
        <span>{t('schemas.attributeName')}</span>
        <span>{t('schemas.column.type')}</span>
        <span>{t('schemas.column.multiValued')}</span>
        <span>{t('schemas.column.required')}</span>
        <span>{t('schemas.unique')}</span>
      </div>
      <div className="attribute-field-list">
        {attributes.map((attribute, index) => {
          const which = attribute.name.trim() === '' ? String(index + 1) : attribute.name.trim();
          const path = `attributes.${index}` as const;
          return (
            // A line has no key of its own before it has a name, and none may lose its focus while it is typed.
            // oxlint-disable-next-line react/no-array-index-key
            <div key={index} className="attribute-field">
              <TextInput
                aria-label={t('schemas.attributeNameOf', { which })}
                classNames={{ input: 'mono' }}
                maxLength={100}
                {...form.getInputProps(`${path}.name`)}
              />
              <Select
                aria-label={t('schemas.typeOf', { which })}
                searchable={false}
                allowDeselect={false}
                data={draftTypes.map((value) => ({ value, label: t(`schemas.type.${value}`) }))}
                {...form.getInputProps(`${path}.type`)}
              />
              <CheckMark
                label={t('schemas.multiValuedOf', { which })}
                checked={attribute.multiValued}
                onChange={(checked) => form.setFieldValue(`${path}.multiValued`, checked)}
              />
              <CheckMark
                label={t('schemas.requiredOf', { which })}
                checked={attribute.required}
                onChange={(checked) => form.setFieldValue(`${path}.required`, checked)}
              />
              <CheckMark
                label={t('schemas.uniqueOf', { which })}
                checked={attribute.unique && canBeUnique(attribute.type)}
                disabled={!canBeUnique(attribute.type)}
                onChange={(checked) => form.setFieldValue(`${path}.unique`, checked)}
              />
              <ActionIcon
                aria-label={t('schemas.dropAttribute', { which })}
                disabled={attributes.length === 1}
                onClick={() => form.removeListItem('attributes', index)}
              >
                <IconTrash size={15} aria-hidden />
              </ActionIcon>
            </div>
          );
        })}
      </div>
      <Button
        variant="default"
        leftSection={<IconPlus size={14} aria-hidden />}
        onClick={() => form.insertListItem('attributes', emptyAttribute)}
      >
        {t('schemas.addAttribute')}
      </Button>
    </fieldset>
  );
}
