import { Icon } from "../../kit/icon";
import { useText } from "../language";

/** Marks a fact that nobody has confirmed, by sign and by words. */
export function Unverified() {
  const { t, language } = useText();
  return (
    <span className="unverified warning" lang={language} data-testid="unverified">
      <Icon name="warning" size={15} /> {t("unverified")}
    </span>
  );
}
