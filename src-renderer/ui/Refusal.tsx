/** Why something was refused; nothing while it was not. */
export const Refusal = ({ error }: { readonly error: string | null | undefined }) =>
  error === null || error === undefined ? null : (
    <p role="alert" className="dialog-error">
      {error}
    </p>
  );
