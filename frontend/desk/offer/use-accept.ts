import { notifications } from "@mantine/notifications";

import type { Offer } from "../api/snapshot";
import { useDesk } from "../desk-context";
import { useText } from "../language";
import { useAction } from "../use-action";

/** Opens the line, then accepts: the leg that rings next is answered. Without a microphone nothing is accepted. */
export function useAccept(offer: Offer) {
  const { t } = useText();
  const { api, line } = useDesk();

  async function accept(): Promise<void> {
    if (line && !(await line.openSound())) return;
    line?.expect(true);
    await api.accept(offer.id);
  }

  return useAction(accept, ({ status }) => {
    line?.expect(false);
    if (status !== 409 && status !== 404) return false;
    notifications.show({ color: "orange.9", message: t("offer_taken") });
    return true;
  });
}
