import { Button, Loader, Text } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";

import { EmptyState } from "../../kit/empty-state";
import type { Query } from "../api/types";
import { useHouse } from "../context";
import { useWhatFailed } from "../use-run";
import { useWords } from "../words";
import { CaseTable } from "./case-table";
import { Filters } from "./filters";

const EVERY_MS = 30_000;
const ALL: Query = { group: "open", agency: "", kind: "", service: "", mark: "", reference: "" };

/** The cases by due date, page after page; looked at again every half minute while it is shown. */
export function ListPage({ shown }: { shown: boolean }) {
  const { t } = useWords();
  const { api } = useHouse();
  const whatFailed = useWhatFailed();
  const [query, setQuery] = useState(ALL);
  const { data, error, hasNextPage, fetchNextPage, isFetchingNextPage, refetch } = useInfiniteQuery({
    queryKey: ["cases", query],
    queryFn: ({ pageParam }) => api.list(query, pageParam),
    initialPageParam: "",
    getNextPageParam: (page) => page.following,
    refetchInterval: shown ? EVERY_MS : false,
  });
  const rows = data?.pages.flatMap((page) => page.cases);
  return (
    <div className="page">
      <section className="panel" aria-label={t("list")}>
        <Filters query={query} change={setQuery} />
        {error && (
          <div className="more" role="alert">
            <Text size="sm">{whatFailed(error)}</Text>
            <Button size="compact-sm" onClick={() => void refetch()}>
              {t("try_again")}
            </Button>
          </div>
        )}
        {!rows && !error && <Loader m="md" aria-label={t("loading")} />}
        {rows?.length === 0 && <EmptyState icon="search" title={t("nothing")} hint={t("nothing_hint")} />}
        {rows && rows.length > 0 && (
          <>
            <CaseTable rows={rows} />
            <div className="more">
              <Text size="sm" c="dimmed" role="status">
                {t(hasNextPage ? "count_more" : "count", { count: rows.length })}
              </Text>
              {hasNextPage && (
                <Button mt={6} variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()} data-testid="more">
                  {t("more")}
                </Button>
              )}
            </div>
          </>
        )}
      </section>
    </div>
  );
}
