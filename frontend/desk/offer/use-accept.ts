import type { Offer } from "../api/snapshot";
import { useDesk } from "../desk-context";
import { useAction } from "../use-action";

/** Opens the line, then accepts: the leg that rings next is answered. Without a microphone nothing is accepted. */
export function useAccept(offer: Offer) {
  const { api, line } = useDesk();

  async function accept(): Promise<void> {
    if (line && !(await line.openSound())) return;
    line?.expect(true);
    await api.accept(offer.id);
  }

  return useAction(accept, () => {
    line?.expect(false);
    return false;
  });
}
