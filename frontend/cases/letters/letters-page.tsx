import { Anchor, Button, Loader, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";

import { EmptyState } from "../../kit/empty-state";
import type { Letter } from "../api/types";
import { useHouse } from "../context";
import { moment } from "../due";
import { useRun, useWhatFailed } from "../use-run";
import { useWords } from "../words";

/** What was given up, latest first; each may be sent again when its cause is mended. */
export function LettersPage() {
  const { t } = useWords();
  const { api } = useHouse();
  const whatFailed = useWhatFailed();
  const { data, error, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ["letters"],
    queryFn: ({ pageParam }) => api.letters(pageParam),
    initialPageParam: null as number | null,
    getNextPageParam: (page) => page.following,
  });
  const letters = data?.pages.flatMap((page) => page.letters);
  return (
    <section className="panel" aria-labelledby="letters-title">
      <div className="head">
        <h2 id="letters-title">{t("letters")}</h2>
      </div>
      {error && (
        <Text role="alert" p="md" size="sm">
          {whatFailed(error)}
        </Text>
      )}
      {!letters && !error && <Loader m="md" aria-label={t("loading")} />}
      {letters?.length === 0 && <EmptyState icon="check" title={t("letters_none")} hint={t("letters_none_hint")} />}
      {letters && letters.length > 0 && <Letters letters={letters} />}
      {hasNextPage && (
        <div className="more">
          <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t("more")}
          </Button>
        </div>
      )}
    </section>
  );
}

function Letters({ letters }: { letters: Letter[] }) {
  const { t, language } = useWords();
  return (
    <table className="cards" data-testid="letters">
      <thead>
        <tr>
          <th scope="col">{t("letter")}</th>
          <th scope="col">{t("agency")}</th>
          <th scope="col">{t("given_up_at")}</th>
          <th scope="col">{t("error")}</th>
          <th scope="col">{t("send_again")}</th>
        </tr>
      </thead>
      <tbody>
        {letters.map((letter) => (
          <tr key={letter.id}>
            <th scope="row">
              {letter.reference ? <Anchor href={`#${letter.reference}`}>{letter.reference}</Anchor> : letter.kind} {letter.service_name?.[language]}
            </th>
            <td data-label={t("agency")}>{letter.agency ?? "–"}</td>
            <td data-label={t("given_up_at")} className="figures">
              {moment(letter.given_up_at, language)}
            </td>
            <td data-label={t("error")}>
              {letter.error} <span className="quiet">{t("attempts", { count: letter.attempts })}</span>
            </td>
            <td>
              <SendAgain letter={letter} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function SendAgain({ letter }: { letter: Letter }) {
  const { t } = useWords();
  const { api } = useHouse();
  const { run, running } = useRun();
  const queries = useQueryClient();
  const send = async () => {
    await api.sendLetter(letter.id);
    notifications.show({ message: t("sent_again"), closeButtonProps: { "aria-label": t("close") } });
    await queries.invalidateQueries({ queryKey: ["letters"] });
  };
  return (
    <Button size="compact-sm" variant="default" loading={running} onClick={() => void run(send)} aria-label={`${t("send_again")} ${letter.reference ?? letter.id}`}>
      {t("send_again")}
    </Button>
  );
}
