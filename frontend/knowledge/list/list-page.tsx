import { Badge, Button, Group, SegmentedControl, Select, Text, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { EmptyState } from "../../kit/empty-state";
import { Icon } from "../../kit/icon";
import type { Listed, Row } from "../api/types";
import { useHouse } from "../context";
import { useWords } from "../words";
import { DocumentTable } from "./document-table";
import { ForYou } from "./for-you";
import { NewArticle } from "./new-article";
import { TaskList } from "./task-list";

type Show = "all" | "overdue" | "doubted" | "under_way";
const SHOWS: Show[] = ["all", "overdue", "doubted", "under_way"];
const REFRESH_MS = 30_000;

/** What waits for a person, and every document of their agency. */
export function ListPage() {
  const { t } = useWords();
  const { api } = useHouse();
  const { data, error, refetch } = useQuery({ queryKey: ["documents"], queryFn: api.documents, refetchInterval: REFRESH_MS });
  if (data) return <Documents listed={data} />;
  return (
    <Group p="lg">
      <Text>{t(error ? "not_loaded" : "loading")}</Text>
      {error && <Button onClick={() => void refetch()}>{t("try_again")}</Button>}
    </Group>
  );
}

function Documents({ listed }: { listed: Listed }) {
  const { t, language } = useWords();
  const { me } = useHouse();
  const [asked, setAsked] = useState("");
  const [agency, setAgency] = useState<string | null>(null);
  const [show, setShow] = useState<Show>("all");
  const [adding, setAdding] = useState(false);
  const rows = listed.documents.filter((row) => fits(row, asked) && shown(row, show) && (!agency || row.agency === agency));
  return (
    <div className="list-page">
      <div className="two">
        <ForYou listed={listed} />
        <TaskList tasks={listed.tasks} titles={listed.documents} />
      </div>
      <section className="panel" aria-labelledby="documents">
        <Group justify="space-between" className="panel-head">
          <h2 id="documents">{t("documents")}</h2>
          <Button size="xs" variant="default" onClick={() => setAdding(true)} data-testid="new-article">
            {t("new_article")}
          </Button>
        </Group>
        <div className="filters">
          <TextInput
            label={t("search")}
            value={asked}
            onChange={(event) => setAsked(event.currentTarget.value)}
            leftSection={<Icon name="search" size={16} />}
            type="search"
            data-testid="search"
          />
          {!me.user.agency && (
            <Select
              label={t("agency")}
              placeholder={t("every_agency")}
              value={agency}
              onChange={setAgency}
              clearable
              clearButtonProps={{ "aria-label": t("every_agency") }}
              data={Object.entries(listed.agencies).map(([value, name]) => ({ value, label: `${value} · ${name[language]}` }))}
            />
          )}
          <div className="show">
            <Text size="sm" fw={500} id="show">
              {t("show")}
            </Text>
            <SegmentedControl
              size="sm"
              aria-labelledby="show"
              value={show}
              onChange={(chosen) => setShow(chosen as Show)}
              data={SHOWS.map((value) => ({ value, label: t(`show_${value}`) }))}
              data-testid="show"
            />
          </div>
          <Badge color="gray" role="status">
            {t("count", { count: rows.length })}
          </Badge>
        </div>
        {rows.length > 0 ? (
          <DocumentTable rows={rows} agencies={listed.agencies} />
        ) : (
          <EmptyState icon="search" title={t("none_found")} hint={t("none_found_hint")} />
        )}
      </section>
      {adding && <NewArticle listed={listed} close={() => setAdding(false)} />}
    </div>
  );
}

function fits(row: Row, asked: string): boolean {
  const words = asked.trim().toLowerCase();
  return [row.document, row.title.id, row.title.en].some((text) => text.toLowerCase().includes(words));
}

function shown(row: Row, show: Show): boolean {
  if (show === "overdue") return row.overdue;
  if (show === "doubted") return row.doubts > 0;
  return show === "all" || row.under_way.length > 0;
}
