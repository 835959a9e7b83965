import { SegmentedControl } from "@mantine/core";

import type { Document, Revision } from "../api/types";
import { useHouse } from "../context";
import { useWords } from "../words";

interface Props {
  document: Document;
  looked: Revision | null;
  choose: (id: string) => void;
}

/** Which text is looked at: what stands, my own, somebody else's. */
export function Versions({ document, looked, choose }: Props) {
  const { t, named } = useWords();
  const { me } = useHouse();
  const texts = document.revisions.map((one) => ({
    value: one.id,
    label: one.author === me.user.username ? t("mine") : t("of_person", { name: one.author, state: named("state", one.state) }),
  }));
  const all = [...(document.text === null ? [] : [{ value: "standing", label: t("published_text") }]), ...texts];
  if (all.length < 2) return null;
  return <SegmentedControl aria-label={t("looking_at")} value={looked?.id ?? "standing"} onChange={choose} data={all} data-testid="versions" className="versions" />;
}
