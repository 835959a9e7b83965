import { Anchor, Badge, Button, Loader, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";

import { ApiError } from "../../desk/api/api-error";
import { newKey } from "../../desk/form/new-key";
import type { After } from "../api/client";
import type { CaseFile, Press } from "../api/types";
import { useHouse } from "../context";
import { Due } from "../due";
import { useWhatFailed } from "../use-run";
import { useWords } from "../words";
import { Answers } from "./answers";
import { DeliveryPanel } from "./delivery-panel";
import { Facts } from "./facts";
import { FeePanel } from "./fee-panel";
import { History } from "./history";
import { NotePanel } from "./note-panel";
import { Proofs } from "./proofs";
import { StepsPanel } from "./steps-panel";

/** Sends one press; the same thing pressed again after a failure has the same key, so that it acts once. False
 * when somebody else was faster: the page says so, and shows the case as it stands. */
export type Send = (what: string, act: (press: Press) => Promise<After>) => Promise<boolean>;

export function CasePage({ reference }: { reference: string }) {
  const { t, language } = useWords();
  const { api } = useHouse();
  const whatFailed = useWhatFailed();
  const { data: found, error, refetch } = useQuery({ queryKey: ["case", reference], queryFn: () => api.case(reference), retryOnMount: true });
  const { send, overtaken } = useSend(reference, found);
  const title = useRef<HTMLHeadingElement>(null);
  const there = found !== undefined;
  useEffect(() => {
    if (there) title.current?.focus({ preventScroll: true });
  }, [there]);
  if (!found) {
    const gone = error instanceof ApiError && error.status === 404;
    return (
      <div className="page">
        {error ? <Text role="alert">{gone ? t("gone") : whatFailed(error)}</Text> : <Loader aria-label={t("loading")} />}
        {error && !gone && (
          <Button w="fit-content" onClick={() => void refetch()}>
            {t("try_again")}
          </Button>
        )}
        <Anchor href="#">{t("back")}</Anchor>
      </div>
    );
  }
  return (
    <div className="page" data-testid="case">
      <Anchor href="#">{t("back")}</Anchor>
      <section className="panel head" aria-labelledby="case-title">
        <div>
          <h2 id="case-title" ref={title} tabIndex={-1}>
            {found.reference} · {found.service_name[language]}
          </h2>
          <Text size="sm" c="dimmed">
            {found.kind_label[language]} · {found.agency}
          </Text>
        </div>
        <div>
          <Text fw={700} data-testid="state">
            {found.state_label[language]}
          </Text>
          <Due of={found} /> {found.secret && <Badge color="gray">{t("secret")}</Badge>} {found.anonymous && <Badge color="gray">{t("anonymous")}</Badge>}
        </div>
      </section>
      {overtaken && (
        <div className="notice" role="alert" data-testid="overtaken">
          {overtaken[language]}
        </div>
      )}
      <div className="columns">
        <div className="column">
          <StepsPanel of={found} send={send} />
          <Answers of={found} />
          <History lines={found.history} />
        </div>
        <div className="column">
          <NotePanel of={found} send={send} />
          <Facts of={found} />
          <FeePanel of={found} send={send} />
          <DeliveryPanel of={found} send={send} />
          <Proofs of={found} />
        </div>
      </div>
    </div>
  );
}

function useSend(reference: string, found: CaseFile | undefined) {
  const { t } = useWords();
  const queries = useQueryClient();
  const keys = useRef(new Map<string, string>());
  const [overtaken, setOvertaken] = useState<Record<"id" | "en", string> | null>(null);

  const take = (after: After) => {
    void queries.invalidateQueries({ queryKey: ["cases"] });
    void queries.invalidateQueries({ queryKey: ["letters"] });
    if ("gone" in after) {
      notifications.show({ message: t("passed_on", { reference }), closeButtonProps: { "aria-label": t("close") } });
      window.location.hash = "";
      return;
    }
    queries.setQueryData(["case", reference], after);
    notifications.show({ message: t("done"), closeButtonProps: { "aria-label": t("close") } });
  };

  const send: Send = async (what, act) => {
    if (!found) return false;
    const name = `${found.seen} ${what}`;
    const key = keys.current.get(name) ?? newKey();
    keys.current.set(name, key);
    setOvertaken(null);
    try {
      take(await act({ seen: found.seen, key }));
      keys.current.delete(name);
      return true;
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 409) throw error;
      setOvertaken(error.words);
      await queries.invalidateQueries({ queryKey: ["case", reference] });
      return false;
    }
  };
  return { send, overtaken };
}
