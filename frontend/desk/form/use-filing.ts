import { useQueryClient } from "@tanstack/react-query";

import type { FieldErrors } from "../api/case";
import { useDesk } from "../desk-context";
import { useAction } from "../use-action";
import { useFormDraft } from "../workspace/workspace";
import type { Values } from "./form-values";
import { newKey } from "./new-key";

/** Files the form under its one key, which is kept before anything is sent; tells the errors of its fields. */
export function useFiling(callId: string, service: string, refuse: (errors: FieldErrors) => void) {
  const { api } = useDesk();
  const queries = useQueryClient();
  const { form, change } = useFormDraft(service);

  async function file(slots: Values): Promise<void> {
    const key = form.key ?? newKey();
    change((draft) => ({ ...draft, key }));
    const filed = await api.file({ call_id: callId, service, slots, key });
    change((draft) => ({ ...draft, filed }));
    await queries.invalidateQueries({ queryKey: ["call", callId] });
  }

  return useAction(file, ({ status, body }) => {
    const errors = (body as { errors?: FieldErrors } | null)?.errors;
    if (status !== 422 || !errors) return false;
    refuse(errors);
    return true;
  });
}
