import { Button, Group, NativeSelect, SegmentedControl, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";

import type { Both } from "../../desk/language";
import type { Mark, Query } from "../api/types";
import { useHouse } from "../context";
import { useWords } from "../words";

const MARKS: Mark[] = ["overdue", "warned", "owed", "undelivered"];

export function Filters({ query, change }: { query: Query; change: (query: Query) => void }) {
  const { t, language } = useWords();
  const { me } = useHouse();
  const [typed, setTyped] = useState(query.reference);
  const any = { value: "", label: t("any") };
  const named = (words: Record<string, Both>) => [any, ...Object.entries(words).map(([value, label]) => ({ value, label: label[language] }))];
  const services = me.services.filter((one) => !query.agency || one.agency === query.agency);
  const choose = (name: keyof Query) => (event: { currentTarget: { value: string } }) => change({ ...query, [name]: event.currentTarget.value });
  const find = (event: FormEvent) => {
    event.preventDefault();
    change({ ...query, reference: typed.trim() });
  };
  return (
    <div className="filters">
      <SegmentedControl
        className="group"
        aria-label={t("group")}
        data-testid="group"
        value={query.group}
        onChange={(group) => change({ ...query, group: group === "closed" ? "closed" : "open" })}
        data={[
          { value: "open", label: t("open") },
          { value: "closed", label: t("closed") },
        ]}
      />
      <NativeSelect
        label={t("mark")}
        data-testid="mark"
        value={query.mark}
        onChange={choose("mark")}
        data={[any, ...MARKS.map((mark) => ({ value: mark, label: t(`mark_${mark}`) }))]}
      />
      <NativeSelect label={t("kind")} value={query.kind} onChange={choose("kind")} data={named(me.kinds)} />
      <NativeSelect
        label={t("service")}
        value={query.service}
        onChange={choose("service")}
        data={[any, ...services.map((one) => ({ value: one.code, label: `${one.code} ${one.name[language]}` }))]}
      />
      {me.user.agency === null && (
        <NativeSelect
          label={t("agency")}
          data-testid="agency"
          value={query.agency}
          onChange={(event) => change({ ...query, agency: event.currentTarget.value, service: "" })}
          data={named(me.agencies)}
        />
      )}
      <form onSubmit={find}>
        <Group gap={6} align="end" wrap="nowrap">
          <TextInput label={t("search")} placeholder={t("search_hint")} maxLength={40} data-testid="search" value={typed} onChange={(event) => setTyped(event.currentTarget.value)} />
          <Button type="submit" variant="default">
            {t("find")}
          </Button>
        </Group>
      </form>
    </div>
  );
}
