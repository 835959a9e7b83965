import { Badge } from "@mantine/core";

import type { Article } from "../api/service";
import { useText } from "../language";
import { Unverified } from "./unverified";

/** News, scripts, questions and answers beside a card; each opens when it is wanted, news are open. */
export function CardArticles({ articles, language }: { articles: Article[]; language: string }) {
  const { t } = useText();
  return articles.map((article) => (
    <details key={article.code} className="article" open={article.kind === "notice"} data-testid={`article-${article.code}`}>
      <summary lang={language}>
        <Badge size="xs">{t(`article_${article.kind}`)}</Badge> {article.title} {article.unverified && <Unverified />}
      </summary>
      <p lang={language}>{article.body}</p>
    </details>
  ));
}
