import { useEffect, useRef, useState } from "react";

function named(): string {
  return decodeURIComponent(window.location.hash.replace(/^#/, ""));
}

/** Which document is open, from the address; "" is the list. `asked` is where somebody wants to go who would lose something. */
export function usePlace() {
  const [place, setPlace] = useState(named);
  const [asked, setAsked] = useState<string | null>(null);
  const unsaved = useRef(false);
  const here = useRef(place);

  useEffect(() => {
    const moved = () => {
      const target = named();
      if (target === here.current) return;
      if (unsaved.current) {
        window.history.replaceState(null, "", `#${here.current}`);
        setAsked(target);
        return;
      }
      here.current = target;
      setPlace(target);
      window.scrollTo(0, 0);
    };
    const leaving = (event: BeforeUnloadEvent) => {
      if (unsaved.current) event.preventDefault();
    };
    window.addEventListener("hashchange", moved);
    window.addEventListener("beforeunload", leaving);
    return () => {
      window.removeEventListener("hashchange", moved);
      window.removeEventListener("beforeunload", leaving);
    };
  }, []);

  const go = (target: string) => {
    window.location.hash = target;
  };
  return {
    place,
    asked,
    go,
    guard: (is: boolean) => {
      unsaved.current = is;
    },
    stay: () => setAsked(null),
    leave: () => {
      unsaved.current = false;
      const target = asked ?? "";
      setAsked(null);
      go(target);
    },
  };
}
