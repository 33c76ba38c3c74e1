import { TextInput, type TextInputProps } from '@mantine/core';

/** A text field that cannot stay empty. Most cannot, so none has an asterisk: the form says what is missing. */
export function RequiredField(props: TextInputProps) {
  return <TextInput size="sm" required withAsterisk={false} {...props} />;
}
