import "@mantine/core/styles.css";
import "@mantine/notifications/styles.css";
import "./cases.css";

import { createRoot } from "react-dom/client";

import { CasesApi } from "./api/client";
import { App } from "./app";

const place = document.getElementById("cases");
const block = document.getElementById("cases-config");
if (!place || !block) throw new Error("the page has no place for the cases");
const config = JSON.parse(block.textContent ?? "") as { demo: boolean; language: string };
createRoot(place).render(<App api={new CasesApi()} config={config} />);
