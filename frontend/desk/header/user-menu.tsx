import { Button, Menu } from "@mantine/core";

import { Icon } from "../../kit/icon";
import { useDesk } from "../desk-context";
import { useText } from "../language";
import { forgetDrafts } from "../workspace/draft";

export function UserMenu() {
  const { t } = useText();
  const { me } = useDesk();
  return (
    <Menu position="bottom-end" keepMounted={false}>
      <Menu.Target>
        <Button variant="default" size="sm" leftSection={<Icon name="person" />} aria-label={t("user_menu", { name: me.user.name })} data-testid="user-menu">
          {me.user.name}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{`${me.user.username} · ${me.user.role}`}</Menu.Label>
        {me.user.role !== "agent" && (
          <Menu.Item component="a" href="/desk/cases" target="_blank">
            {t("cases_page")}
          </Menu.Item>
        )}
        <form method="post" action="/desk/logout" onSubmit={() => forgetDrafts(null)}>
          <input type="hidden" name="csrf_token" value={me.csrf} />
          <Menu.Item type="submit" data-testid="sign-out" closeMenuOnClick={false}>
            {t("sign_out")}
          </Menu.Item>
        </form>
      </Menu.Dropdown>
    </Menu>
  );
}
