"""One file being read: what is wrong is noted with its place, and reading goes on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ivr.expression_tokens import ExpressionError
from ivr.expressions import Expression, compile_expression
from ivr.issue import Issue, Mark, error
from ivr.prompt_template import PromptTemplate, compile_template
from ivr.source_tree import Items, Scalar, Tree
from ivr.translations import NO_TRANSLATIONS, Translations
from ivr.words import Words


@dataclass
class Reading:
    """One file being read, and the words of it that stand apart."""

    languages: tuple[str, ...]
    issues: list[Issue] = field(default_factory=list)
    translations: Translations = NO_TRANSLATIONS

    def error(self, mark: Mark, text: str) -> None:
        self.issues.append(error(mark, text))

    def expression(self, text: str, mark: Mark) -> Expression | None:
        try:
            return compile_expression(text)
        except ExpressionError as wrong:
            self.error(mark, f"'{text[:60]}': {wrong}")
            return None

    def template(self, text: str, mark: Mark) -> PromptTemplate | None:
        try:
            return compile_template(text)
        except ExpressionError as wrong:
            self.error(mark, f"'{text[:60]}': {wrong}")
            return None

    def words(self, tree: Tree, key: str) -> Words | None:
        """`{language: words}`, or one text where the flow has one language."""
        if isinstance(tree, Scalar):
            return Words(key, self._templates({self.languages[0]: tree}, key), tree.mark)
        if isinstance(tree, Items):
            self.error(tree.mark, "a text is {language: words}, not a list")
            return None
        written: dict[str, Scalar] = {}
        for language, inner in tree.entries.items():
            if language not in self.languages:
                self.error(
                    tree.keys[language],
                    f"'{language[:40]}' is no language of this flow ({', '.join(self.languages)}); did you forget the quotes around a text with a comma or colon?",
                )
            elif isinstance(inner, Scalar):
                written[language] = inner
            else:
                self.error(inner.mark, "the words of one language are one text")
        return Words(key, self._templates(written, key), tree.mark)

    def _templates(self, written: Mapping[str, Scalar], key: str) -> dict[str, PromptTemplate]:
        found: dict[str, PromptTemplate] = {}
        for language in self.languages:
            apart = self.translations.of(language, key)
            scalar = written.get(language, apart)
            template = self.template(scalar.raw, scalar.mark) if scalar is not None else None
            if template is not None:
                found[language] = template
        return found
