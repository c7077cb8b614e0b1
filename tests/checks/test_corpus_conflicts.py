"""Every mistake that a reader found by hand in the real documents is reported; none is invented.

The folder of documents is named by BUDGETEXTRACT_CORPUS (pdf/ and gold/ inside).
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

import pytest

from budgetextract import extract
from budgetextract.model.disclosure import Disclosure

CORPUS = Path(os.environ.get("BUDGETEXTRACT_CORPUS", Path(__file__).parents[2].parent / "shared" / "corpus"))
pytestmark = pytest.mark.skipif(not (CORPUS / "pdf").is_dir(), reason="no folder of real documents")

# (document, code of the finding, what its sentence must quote)
KNOWN = [
    ("hb-xinfang-2024", "whole_form_fiscal_equals_budget", ("406.6", "294.42")),
    ("hb-xinfang-2024", "truncated_percent", ("其他收入", "3%", "3.95%")),
    ("hb-xinfang-2024", "truncated_percent", ("三公", "0.5%", "0.58%")),
    ("hb-xinfang-2024", "prior_year_of_form_agrees", ("310.2", "406.62", "26.52")),
    ("hb-xinfang-2024", "prior_year_fiscal_columns_agree", ("310.2", "294.42", "30.78")),
    ("hb-xinfang-2024", "project_names_agree", ("信访维稳", "两会维稳")),
    ("hb-xinfang-2024", "projects_have_goals", ("63.2%",)),
    ("hb-xinfang-2024", "orphan_indicators", ()),
    ("hb-xinfang-2024", "indicator_set_complete", ("时效指标",)),
    ("hb-xinfang-2024", "indicator_unit_missing", ("90以上",)),
    ("hb-xinfang-2024", "no_duplicate_indicators", ("来信来访群众满意度",)),
    ("hb-xinfang-2024", "same_goals_both_horizons", ()),
    ("hb-xinfang-2024", "required_tables_present", ("国有资本经营预算支出表",)),
    ("hb-xinfang-2024", "personal_data_in_form", ()),
    ("js-fayuan-2018", "change_rate_agrees", ("2040502", "5.95", "392.92", "-6.10%")),
    ("js-fayuan-2018", "no_rate_on_zero_base", ("2080505", "100%")),
    ("js-fayuan-2018", "no_rate_on_zero_base", ("2080506", "100%")),
    ("js-renda-2017", "text_against_table", ("2010101", "10528.33", "4,545.94")),
    ("js-renda-2017", "share_of_wider_whole", ("8.75%", "26.69%")),
    ("js-renda-2017", "share_of_wider_whole", ("7.22%", "22.02%")),
    ("js-renda-2017", "share_of_wider_whole", ("16.81%", "51.28%")),
    ("sh-caizhengju-2024-final", "text_against_table", ("0.3万元", "2,961.68")),
    ("sh-caizhengju-2024-final", "stated_share_of_function", ("71.73%", "71.65%")),
    ("sh-caizhengju-2024-final", "shares_sum_to_100", ("100.07",)),
    ("sh-caizhengju-2025-dept", "narrative_list_equals_total", ("887.36", "39,213,800")),
    ("sh-caizhengju-2025-dept", "narrative_items_equal_general_table", ("887.36", "873,617")),
    ("sh-caizhengju-2025-dept", "truncated_amount", ("87.70", "877,080")),
    ("sh-caizhengju-2025-dept", "truncated_amount", ("78.21", "782,164")),
    ("sh-caizhengju-2025-dept", "truncated_amount", ("204.91", "2,049,197")),
    ("sh-caizhengju-2025-dept", "truncated_amount", ("268.77", "2,687,760")),
    ("sh-caizhengju-2025-dept", "wrong_empty_statement", ("政府性基金",)),
    ("sh-fuliyuan-2024-unit", "narrative_list_equals_total", ("738.66", "9,915,900")),
    ("sh-fuliyuan-2024-unit", "narrative_items_equal_general_table", ("738.66", "6,964,796")),
    ("sh-fuliyuan-2024-unit", "function_code_known", ("30202",)),
    ("sh-fuliyuan-2024-unit", "no_placeholders", ("主要原因是。",)),
    ("sh-fuliyuan-2024-unit", "no_placeholders", ("（增加内容）",)),
]
ERRORS = {
    "hb-xinfang-2024": {"whole_form_fiscal_equals_budget"},
    "js-renda-2017": {"text_against_table", "narrative_list_equals_total"},
    "sh-caizhengju-2024-final": {"text_against_table"},
    "sh-caizhengju-2025-dept": {"narrative_list_equals_total", "narrative_items_equal_general_table"},
    "sh-fuliyuan-2024-unit": {"narrative_list_equals_total", "narrative_items_equal_general_table"},
}
DOCUMENTS = sorted(path.stem for path in (CORPUS / "pdf").glob("*.pdf"))


@cache
def disclosure(name: str) -> Disclosure:
    return extract(CORPUS / "pdf" / f"{name}.pdf")


@pytest.mark.parametrize(("name", "code", "quoted"), KNOWN)
def test_the_mistake_is_reported(name: str, code: str, quoted: tuple[str, ...]) -> None:
    messages = [finding.message.zh for finding in disclosure(name).findings if finding.code == code]
    assert any(all(part in message for part in quoted) for message in messages), messages


@pytest.mark.parametrize("name", DOCUMENTS)
def test_no_error_is_invented(name: str) -> None:
    found = {finding.code for finding in disclosure(name).findings if finding.severity == "error"}
    assert found <= ERRORS.get(name, set())


@pytest.mark.parametrize("name", DOCUMENTS)
def test_few_right_figures_are_doubted(name: str) -> None:
    """At most the document's own conflicts and one in a hundred."""
    figures = disclosure(name).figures
    doubted = [fact for fact in figures if fact.status == "conflict"]
    assert len(doubted) <= 3 + len(figures) // 100
