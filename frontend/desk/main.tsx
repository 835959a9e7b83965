import "@mantine/core/styles.css";
import "@mantine/notifications/styles.css";
import "./desk.css";

import { createRoot } from "react-dom/client";

import { App } from "./app";
import { DeskApi } from "./api/client";
import { readConfig } from "./config";
import { DeskSocket } from "./server/desk-socket";

const place = document.getElementById("desk");
if (!place) throw new Error("the page has no place for the desk");
createRoot(place).render(<App config={readConfig()} api={new DeskApi()} socket={new DeskSocket()} />);
