import { Anchor, Text } from "@mantine/core";

import { Ago } from "../../kit/ago";
import { Panel } from "../../kit/panel";
import type { Brief, Listed, Me } from "../api/types";
import { useHouse } from "../context";
import { StateBadge } from "../state-badge";
import { useWords, isWord } from "../words";

/** The queue: what this person may review, publish or finish. */
export function ForYou({ listed }: { listed: Listed }) {
  const { t, language } = useWords();
  const { me } = useHouse();
  const titles = new Map(listed.documents.map((row) => [row.document, row.title[language]]));
  const waiting = [...listed.documents.flatMap((row) => row.under_way), ...listed.new].flatMap((one) => {
    const what = whatToDo(one, me);
    return what && isWord(what) ? [{ one, what }] : [];
  });
  return (
    <Panel title={t("for_you")} testId="for-you">
      {waiting.length === 0 && <Text size="sm">{t("nothing_for_you")}</Text>}
      <ul className="plain">
        {waiting.map(({ one, what }) => (
          <li key={one.id}>
            <span>
              <b>{t(what)}</b>{" "}
              <Anchor href={`#${one.document}`} size="sm">
                {titles.get(one.document) ?? one.document}
              </Anchor>
            </span>
            <span className="badges">
              <StateBadge state={one.state} by={one.author} />
              <Text size="xs" c="dimmed" span>
                <Ago at={one.changed_at} language={language} />
              </Text>
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function whatToDo(one: Brief, me: Me): string | null {
  const { username, role } = me.user;
  if (one.state === "draft") return one.author === username ? "to_finish" : null;
  if (one.state === "in_review") return one.author !== username && (role === "officer" || role === "admin") ? "to_review" : null;
  return one.state === "approved" && role !== "officer" ? "to_publish" : null;
}
