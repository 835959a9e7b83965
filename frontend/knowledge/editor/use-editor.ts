import { useEffect, useRef, useState } from "react";

import type { Look, Path, Value } from "../api/types";
import { useHouse } from "../context";
import { useRun } from "../use-run";

const QUIET_MS = 500;

export interface Editor {
  text: string;
  /** What the server says of the text; null until it has. */
  look: Look | null;
  dirty: boolean;
  write: (text: string) => void;
  /** One fact from the form; they are done one after the other, each on the text that the one before gave. */
  set: (path: Path, value: Value) => void;
  /** The text once every change of the form is in it. */
  settled: () => Promise<string>;
  kept: (text: string) => void;
}

/** The one text that form and text field both change. `saved` is what the server keeps. */
export function useEditor(document: string, saved: string): Editor {
  const { api, guard } = useHouse();
  const { run } = useRun();
  const [text, setText] = useState(saved);
  const [kept, setKept] = useState(saved);
  const [look, setLook] = useState<Look | null>(null);
  const newest = useRef(saved);
  const queue = useRef<Promise<unknown>>(Promise.resolve());
  const dirty = text !== kept;

  useEffect(() => {
    guard(dirty);
    return () => guard(false);
  }, [dirty, guard]);

  const looked = look !== null;
  useEffect(() => {
    let over = false;
    const asking = setTimeout(
      () => {
        api.look(document, text).then(
          (found) => !over && newest.current === text && setLook(found),
          () => undefined,
        );
      },
      looked ? QUIET_MS : 0,
    );
    return () => {
      over = true;
      clearTimeout(asking);
    };
    // A first look is at once; that it has come asks for no second one.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [api, document, text]);

  const write = (changed: string) => {
    newest.current = changed;
    setText(changed);
  };
  return {
    text,
    look,
    dirty,
    write,
    set: (path, value) => {
      queue.current = queue.current.then(async () => {
        const before = newest.current;
        await run(async () => {
          const done = await api.edit(document, before, path, value);
          if (newest.current === before) {
            write(done.text);
            setLook(done);
          }
        });
      });
    },
    settled: async () => {
      await queue.current;
      return newest.current;
    },
    kept: setKept,
  };
}
