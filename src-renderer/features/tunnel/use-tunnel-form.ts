import { useForm, type UseFormReturnType } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ShownTunnelConfig } from '#shared/console-api/tunnel-config.ts';
import type { TunnelView } from '#shared/console-api/tunnel.ts';
import { useConsole } from '#renderer/console-client/console-context.ts';
import { configOf, draftOf, noSecrets, type TunnelDraft } from './draft.ts';
import { draftFaults, startFaults } from './draft-faults.ts';

export interface TunnelForm {
  readonly form: UseFormReturnType<TunnelDraft>;
  readonly configs: readonly ShownTunnelConfig[];
  /** Keeps the settings; false when a field is missing or the server refused them. */
  readonly save: () => Promise<boolean>;
  /** Keeps the settings and starts with them. */
  readonly start: (autoStopMinutes: number | null) => Promise<void>;
  readonly pending: 'save' | 'start' | null;
  readonly saved: boolean;
  /** Why the last save or start was refused. */
  readonly error: string | null;
}

/** The settings of the tunnel while they are edited: one button saves them and starts. */
export function useTunnelForm(view: TunnelView): TunnelForm {
  const { t } = useTranslation();
  const client = useConsole();
  const [saved, setSaved] = useState(false);
  const form = useForm<TunnelDraft>({
    initialValues: draftOf(view),
    onValuesChange: () => {
      setSaved(false);
      saving.reset();
    },
  });
  const saving = useMutation({
    mutationFn: async (start: { readonly autoStopMinutes: number | null } | null) => {
      await client.call('tunnel.configure', { config: configOf(form.getValues()) });
      if (start !== null) await client.call('tunnel.start', start);
    },
    gcTime: 0,
  });
  const isValid = (faults: Readonly<Partial<Record<string, string>>>): boolean => {
    form.setErrors(faults);
    const [first] = Object.keys(faults);
    if (first !== undefined) document.querySelector<HTMLElement>(`[name="${first}"]`)?.focus();
    return first === undefined;
  };
  const run = async (start: { readonly autoStopMinutes: number | null } | null): Promise<boolean> => {
    try {
      await saving.mutateAsync(start);
      form.setValues(noSecrets);
      return true;
    } catch {
      return false; // the mutation keeps why, and the page shows it
    }
  };
  return {
    form,
    configs: view.configs,
    save: async () => {
      if (!isValid(draftFaults(form.getValues(), view.configs, t))) return false;
      const done = await run(null);
      setSaved(done);
      return done;
    },
    start: async (autoStopMinutes) => {
      const draft = form.getValues();
      if (isValid({ ...draftFaults(draft, view.configs, t), ...startFaults(draft, t) })) await run({ autoStopMinutes });
    },
    pending: saving.isPending ? (saving.variables === null ? 'save' : 'start') : null,
    saved,
    error: saving.error?.message ?? null,
  };
}
