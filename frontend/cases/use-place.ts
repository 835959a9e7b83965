import { useEffect, useState } from "react";

function named(): string {
  return decodeURIComponent(window.location.hash.replace(/^#/, ""));
}

/** What is open, from the address: a case's reference, "letters", or "" for the list. */
export function usePlace(): string {
  const [place, setPlace] = useState(named);
  useEffect(() => {
    const moved = () => {
      setPlace(named());
      window.scrollTo(0, 0);
    };
    window.addEventListener("hashchange", moved);
    return () => window.removeEventListener("hashchange", moved);
  }, []);
  return place;
}

export const LETTERS = "letters";
