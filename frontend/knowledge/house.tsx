import { Anchor, Badge, Button, Group, Modal, SegmentedControl, Text, Title } from "@mantine/core";
import { useContext } from "react";

import { isLanguage, LanguageChoice } from "../desk/language";
import { ErrorBoundary } from "../kit/error-boundary";
import type { KnowledgeApi } from "./api/client";
import type { Me } from "./api/types";
import { HouseContext } from "./context";
import { DocumentPage } from "./document/document-page";
import { ListPage } from "./list/list-page";
import { usePlace } from "./use-place";
import { useWords } from "./words";

/** The header, and what is open beneath it. */
export function House({ api, me, demo }: { api: KnowledgeApi; me: Me; demo: boolean }) {
  const { t } = useWords();
  const { place, asked, go, guard, stay, leave } = usePlace();
  return (
    <HouseContext value={{ api, me, go, guard }}>
      <div className="page">
        <Header me={me} demo={demo} home={place === ""} />
        <main>
          <ErrorBoundary title={t("part_failed")} retry={t("try_again")}>
            {place ? <DocumentPage key={place} name={place} /> : <ListPage />}
          </ErrorBoundary>
        </main>
      </div>
      <Modal opened={asked !== null} onClose={stay} title={t("leave_title")} closeButtonProps={{ "aria-label": t("close") }}>
        <Text size="sm">{t("leave_hint")}</Text>
        <Group mt="md" justify="end">
          <Button variant="default" onClick={leave} data-testid="leave">
            {t("leave")}
          </Button>
          <Button onClick={stay} data-autofocus>
            {t("stay")}
          </Button>
        </Group>
      </Modal>
    </HouseContext>
  );
}

function Header({ me, demo, home }: { me: Me; demo: boolean; home: boolean }) {
  const { t } = useWords();
  const { language, choose } = useContext(LanguageChoice);
  return (
    <header className="header">
      <Group gap="sm">
        <Title order={1} size="md">
          {home ? t("title") : <Anchor href="#">{t("title")}</Anchor>}
        </Title>
        {demo && <Badge color="gray">{t("demo")}</Badge>}
      </Group>
      <Group gap="sm">
        <Anchor href="/desk/cases">{t("to_cases")}</Anchor>
        {me.user.role !== "officer" && <Anchor href="/desk">{t("to_desk")}</Anchor>}
        <SegmentedControl
          size="xs"
          aria-label={t("language")}
          data-testid="language"
          value={language}
          onChange={(chosen) => isLanguage(chosen) && choose(chosen)}
          data={[
            { value: "id", label: "ID" },
            { value: "en", label: "EN" },
          ]}
        />
        <Text size="sm">
          {me.user.name}
          {me.user.agency && ` · ${me.user.agency}`}
        </Text>
        <form method="post" action="/desk/logout">
          <input type="hidden" name="csrf_token" value={me.csrf} />
          <Button type="submit" size="compact-sm" variant="default">
            {t("sign_out")}
          </Button>
        </form>
      </Group>
    </header>
  );
}
