import { useMutation } from '@tanstack/react-query';
import { useConsole } from '#renderer/console-client/console-context.ts';
import { saveJson } from '#renderer/ui/save-json.ts';

/** Downloads a tenant as a file; its answer is the file's name. */
export function useExport(tenantId: string) {
  const client = useConsole();
  return useMutation({
    mutationFn: async () => {
      const { fileName, document } = await client.call('tenants.export', { tenantId });
      saveJson(fileName, document);
      return fileName;
    },
    gcTime: 0,
  });
}
