import type { FormErrors } from '@mantine/form';

interface CheckedForm {
  readonly getInputNode: (field: never) => HTMLElement | null;
}

/** For what `form.onSubmit` does with faults: the first field that is wrong takes the focus, in the order of its rules. */
export const focusFault =
  (form: CheckedForm) =>
  (faults: FormErrors): void => {
    const [first] = Object.keys(faults);
    if (first !== undefined) form.getInputNode(first as never)?.focus();
  };
