"""A section for every project: what it is, on what it rests, who carries it out, how much it gets."""

from __future__ import annotations

from generator.figures import Year
from generator.paper import Paper
from generator.words import Wording


def project_sections(paper: Paper, words: Wording, of: Year, *, level: int, number: str) -> None:
    """One heading a project, in the form ``number``, with paragraphs below it."""
    for at, project in enumerate(of.projects, 1):
        paper.heading(level, number.format(at), f"{project.name}经费情况说明")
        paper.paragraph("项目概述：保障专项工作开展。")
        paper.paragraph(f"立项依据：《{of.place}专项资金管理办法》。")
        paper.paragraph(f"实施主体：{of.name}。实施周期：{of.year}年1月至12月。")
        amount = words.amount("expenditure.project", project.amount, project=project.name)
        paper.paragraph(f"年度预算安排：{of.year}年度项目总预算", amount, "。")
