import { Badge, Button, Group, Text, Title } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { ApiError } from "../../desk/api/api-error";
import { dayText } from "../../desk/knowledge/card-texts";
import type { Document, Revision } from "../api/types";
import { useHouse } from "../context";
import { TaskList } from "../list/task-list";
import { useWords } from "../words";
import { Versions } from "./versions";
import { Workbench } from "./workbench";

/** One document: what stands, what is under way, and the text that is looked at. */
export function DocumentPage({ name }: { name: string }) {
  const { t } = useWords();
  const { api } = useHouse();
  const { data, error, refetch } = useQuery({ queryKey: ["document", name], queryFn: () => api.document(name), staleTime: 5_000 });
  if (data) return <Opened document={data} />;
  return (
    <Group p="lg">
      <Text>{t(!error ? "loading" : error instanceof ApiError && error.status === 404 ? "not_there" : "not_loaded")}</Text>
      {error && <Button onClick={() => void refetch()}>{t("try_again")}</Button>}
      <Button component="a" href="#" variant="default">
        {t("all_documents")}
      </Button>
    </Group>
  );
}

function Opened({ document }: { document: Document }) {
  const { t, language } = useWords();
  const { me } = useHouse();
  const queries = useQueryClient();
  const [chosen, setChosen] = useState<string | null>(null);
  /* Another text is looked at: the workbench begins anew. A save leaves it as it is. */
  const [round, setRound] = useState(0);
  const mine = document.revisions.find((one) => one.author === me.user.username);
  const first = mine ?? (document.text === null ? document.revisions[0] : document.revisions.find((one) => one.state === "in_review" && document.may.review));
  const looked: Revision | null = document.revisions.find((one) => one.id === chosen) ?? (chosen === "standing" ? null : (first ?? null));
  const reviews = looked?.state === "in_review" && looked.author !== me.user.username;
  const [tab, setTab] = useState<string | null>(reviews ? "changes" : "form");
  const refresh = () => queries.invalidateQueries();
  const anew = () => setRound((before) => before + 1);
  const changed = async () => {
    await refresh();
    anew();
  };
  const [, code] = document.document.split(":");
  return (
    <div className="document-page">
      <div className="document-head">
        <div>
          <Button component="a" href="#" size="compact-sm" variant="default">
            ← {t("all_documents")}
          </Button>
          <Title order={2} size="h4" mt={6}>
            {document.title?.[language] ?? code}
          </Title>
          <Group gap={6} mt={2}>
            <Badge color="gray">{code}</Badge>
            <Badge color="gray">{document.agency}</Badge>
            {document.checked && (
              <Text size="sm">
                {t("checked")}: {dayText(document.checked)}
              </Text>
            )}
          </Group>
        </div>
        <Versions
          document={document}
          looked={looked}
          choose={(id) => {
            setChosen(id);
            anew();
          }}
        />
      </div>
      <Workbench
        key={round}
        tab={tab}
        setTab={setTab}
        document={document}
        looked={looked}
        changed={changed}
        saved={async (id) => {
          setChosen(id);
          await refresh();
        }}
      />
      {document.tasks.length > 0 && <TaskList tasks={document.tasks} />}
    </div>
  );
}
