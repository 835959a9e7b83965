import { Button } from "@mantine/core";
import type { ReactNode } from "react";

import type { Path, Value } from "../api/types";
import { useWords } from "../words";
import { at, useEditing } from "./fields";

interface Props {
  path: Path;
  title: (number: number) => string;
  add: string;
  /** What a new item is before it is written. */
  fresh: Value;
  children: (path: Path) => ReactNode;
}

/** The items of a list at its place; `items` of a version that has dates. */
export function ItemList({ path, title, add, fresh, children }: Props) {
  const { t } = useWords();
  const { editor, readOnly } = useEditing();
  const form = editor.look?.form ?? null;
  const place = Array.isArray(at(form, path)) ? path : [...path, "items"];
  const items = at(form, place);
  const count = Array.isArray(items) ? items.length : 0;
  return (
    <ol className="items">
      {Array.from({ length: count }, (_, number) => (
        <li key={number} aria-label={title(number + 1)}>
          {children([...place, number])}
          {!readOnly && count > 1 && (
            <Button size="compact-xs" variant="default" onClick={() => editor.set([...place, number], null)}>
              {t("remove", { what: title(number + 1).toLowerCase() })}
            </Button>
          )}
        </li>
      ))}
      {!readOnly && (
        <li className="add">
          <Button size="compact-sm" variant="default" onClick={() => editor.set([...place, count], fresh)}>
            {add}
          </Button>
        </li>
      )}
    </ol>
  );
}
