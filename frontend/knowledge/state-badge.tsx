import { Badge } from "@mantine/core";

import { useWords } from "./words";

const COLOURS: Record<string, string> = { published: "gray", draft: "gray.8", in_review: "violet.9", approved: "blue.9", scheduled: "blue.9" };

/** How far a text has come, and whose it is. */
export function StateBadge({ state, by }: { state: string; by?: string }) {
  const { named } = useWords();
  return (
    <Badge color={COLOURS[state] ?? "gray.8"} variant={state === "published" ? "outline" : "filled"}>
      {named("state", state)}
      {by && ` · ${by}`}
    </Badge>
  );
}
