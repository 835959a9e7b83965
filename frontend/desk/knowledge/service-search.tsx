import { Button, Text, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";

import { Icon } from "../../kit/icon";
import { useDesk } from "../desk-context";
import { useText } from "../language";
import { useShortcut } from "../use-shortcut";
import { OutsideCard } from "./outside-card";

const PAUSE_MS = 250;
const MOST_CHARACTERS = 200;

interface Props {
  open: (code: string | null) => void;
  language: string;
  callId: string | null;
  /** A card is shown in the results' place; typing brings them back. */
  hidden: boolean;
}

export function ServiceSearch({ open, language, callId, hidden }: Props) {
  const { t } = useText();
  const [text, setText] = useState("");
  const [asked] = useDebouncedValue(text.trim(), PAUSE_MS);
  const field = useRef<HTMLInputElement>(null);
  useShortcut("F", () => field.current?.focus());
  return (
    <>
      <TextInput
        ref={field}
        type="search"
        size="sm"
        data-testid="service-search"
        aria-label={t("search_services")}
        placeholder={t("search_placeholder")}
        leftSection={<Icon name="search" />}
        maxLength={MOST_CHARACTERS}
        value={text}
        onChange={({ currentTarget }) => {
          setText(currentTarget.value);
          open(null);
        }}
      />
      {!hidden && <Results asked={asked} language={language} callId={callId} open={open} />}
    </>
  );
}

function Results({ asked, language, callId, open }: Pick<Props, "language" | "callId" | "open"> & { asked: string }) {
  const { t } = useText();
  const { api } = useDesk();
  const { data, isError } = useQuery({
    queryKey: ["services", asked, language],
    queryFn: () => api.find(asked, language),
    placeholderData: keepPreviousData,
  });
  const nothing = data?.services.length === 0 && !data.outside;
  const message = isError ? "search_failed" : !nothing ? null : asked ? "search_nothing" : "search_hint";
  return (
    <>
      <Text size="sm" c="dimmed" role="status">
        {message && t(message)}
      </Text>
      {!isError && data?.outside && <OutsideCard key={data.outside.code} body={data.outside} language={language} callId={callId} />}
      {!isError && (
        <ul className="hits">
          {data?.services.map(({ code, name, agency_name }) => (
            <li key={code}>
              <Button fullWidth variant="default" justify="start" h="auto" py={6} data-testid={`service-result-${code}`} onClick={() => open(code)}>
                <span className="hit">
                  <b>{name}</b>
                  <span>{`${agency_name} · ${code}`}</span>
                </span>
              </Button>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
