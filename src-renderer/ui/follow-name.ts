interface NamedForm<Field extends string> {
  readonly getValues: () => Readonly<Record<'name' | Field, string>>;
  readonly setFieldValue: (field: 'name' | Field, value: string) => void;
}

/**
 * Sets a form's name and, until somebody writes one of their own, the field that the name suggests.
 * @param suggested null: what is there stays, because others know the thing by it
 */
export const followName =
  <Field extends string>(form: NamedForm<Field>, field: Field, suggested: ((name: string) => string) | null) =>
  (name: string): void => {
    const before = form.getValues();
    form.setFieldValue('name', name);
    if (suggested !== null && before[field] === suggested(before.name)) form.setFieldValue(field, suggested(name));
  };
