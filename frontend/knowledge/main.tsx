import "@mantine/core/styles.css";
import "@mantine/notifications/styles.css";
import "./knowledge.css";

import { createRoot } from "react-dom/client";

import { KnowledgeApi } from "./api/client";
import { App } from "./app";

const place = document.getElementById("knowledge");
const block = document.getElementById("knowledge-config");
if (!place || !block) throw new Error("the page has no place for the knowledge");
const config = JSON.parse(block.textContent ?? "") as { demo: boolean; language: string };
createRoot(place).render(<App api={new KnowledgeApi()} config={config} />);
